package engine.mysql;

import base.ConfigurationFailure;
import base.Failure;
import com.mysql.cj.jdbc.Driver;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Opens sessions to one server. Nothing reconnects by itself: a new connection would read another moment.
public final class Sessions {
    private static final int CONNECT_TIMEOUT_MILLIS = 15_000;
    /// A server that says nothing for this long in the middle of a result is taken for dead.
    private static final int SILENCE_MAX_MILLIS = 300_000;
    private static final int IMPATIENCE_MILLIS = 8_000;
    private static final int LOADING_SILENCE_MAX_MILLIS = 6 * 60 * 60 * 1000;

    private static final String SETTINGS = """
            SET SESSION sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00', character_set_results = NULL,
            net_write_timeout = 1800, net_read_timeout = 1800, wait_timeout = 604800, lock_wait_timeout = 60,
            sql_quote_show_create = 1""";

    /// What loading needs beyond that: no data changed, whatever the server's own settings are. Foreign keys
    /// were checked on the source.
    private static final String LOADING = """
            SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', foreign_key_checks = 0""";

    private final MySqlUrl url;
    private final Properties properties;
    private final boolean loading;

    /// Sessions that read.
    public Sessions(MySqlUrl url) {
        this(url, properties(url), false);
    }

    private Sessions(MySqlUrl url, Properties properties, boolean loading) {
        this.url = url;
        this.properties = properties;
        this.loading = loading;
    }

    /// Sessions that load rows and make objects.
    public static Sessions loading(MySqlUrl url) {
        var properties = properties(url);
        // Asks the server for LOAD DATA LOCAL. The driver itself may read a folder that is not there: nothing.
        properties.setProperty("allowLoadLocalInfileInPath", "/nonexistent/lifeboat");
        // The server says nothing while it builds the keys of a large table.
        properties.setProperty("socketTimeout", String.valueOf(LOADING_SILENCE_MAX_MILLIS));
        return new Sessions(url, properties, true);
    }

    /// Sessions that give up on a silent server within seconds.
    public static Sessions impatient(MySqlUrl url) {
        var properties = properties(url);
        properties.setProperty("connectTimeout", String.valueOf(IMPATIENCE_MILLIS));
        properties.setProperty("socketTimeout", String.valueOf(IMPATIENCE_MILLIS));
        return new Sessions(url, properties, false);
    }

    private static Properties properties(MySqlUrl url) {
        var properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password().reveal());
        properties.setProperty("sslMode", url.sslMode().name());
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_MILLIS));
        properties.setProperty("socketTimeout", String.valueOf(SILENCE_MAX_MILLIS));
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("connectionAttributes", "program_name:lifeboat");
        properties.setProperty("disableMariaDbDriver", "true");
        url.sslCa().ifPresent(file -> {
            properties.setProperty("trustCertificateKeyStoreUrl", trustStore(file));
            properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
            properties.setProperty("trustCertificateKeyStorePassword", PemTrustStore.PASSWORD);
        });
        return properties;
    }

    private static String trustStore(String pemFile) {
        try {
            return PemTrustStore.of(Path.of(pemFile)).toUri().toString();
        } catch (IOException e) {
            throw new ConfigurationFailure(
                    "cannot use the certificates in " + pemFile + ": " + e.getMessage(),
                    "sslCa must name a readable file with certificates in PEM form.",
                    e);
        }
    }

    /// Host and port, as they may stand in logs.
    public String address() {
        return url.address();
    }

    /// Opens several sessions.
    public List<Session> open(int count) {
        var sessions = new ArrayList<Session>();
        try {
            for (int i = 0; i < count; i++) {
                sessions.add(open());
            }
            return sessions;
        } catch (Failure failure) {
            sessions.forEach(Session::close);
            throw failure;
        }
    }

    /// Opens a session.
    public Session open() {
        String what = "connect to " + url.address() + " as " + url.user();
        try {
            Connection connection = new Driver().connect("jdbc:mysql://" + url.address() + "/", properties);
            if (connection == null) {
                throw new ConfigurationFailure("cannot " + what, "Check host and port.");
            }
            var session = new Session(connection);
            session.execute(SETTINGS);
            if (loading) {
                session.execute(LOADING);
            }
            return session;
        } catch (SQLException e) {
            throw MySqlFailure.of(what, e);
        }
    }
}
