package testkit;

import engine.mysql.MySqlUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// A server to test against, and the plain JDBC that tests speak to it, apart from the code under test.
public interface Database extends AutoCloseable {
    /// How the code under test reaches the server as a user.
    MySqlUrl url(String user, String password);

    /// What it is, for people.
    String describe();

    @Override
    void close();

    default MySqlUrl url() {
        return url("root", "");
    }

    /// A plain connection as root; `options` are the driver's, such as `&allowMultiQueries=true`.
    default Connection connect(String options) throws SQLException {
        var url = url();
        var properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password().reveal());
        return DriverManager.getConnection(
                "jdbc:mysql://" + url.address() + "/?sslMode=" + url.sslMode() + "&allowLoadLocalInfile=true" + options,
                properties);
    }

    /// Runs statements one after the other.
    default void run(String... statements) {
        String last = "";
        try (var connection = connect("");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                last = sql;
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + last, e);
        }
    }

    /// The first column of a result.
    default List<String> texts(String sql) {
        try (var connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (results.next()) {
                texts.add(String.valueOf(results.getString(1)));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    default String text(String sql) {
        return texts(sql).getFirst();
    }
}
