package engine.mysql;

import java.sql.SQLException;

/// Where the server stood in its binary log: executed GTID set, file and offset; each empty or 0 where the
/// server has none or does not show it to the account.
public record Position(String gtidSet, String binlogFile, long binlogPosition) {

    static Position read(Session session, Server server) {
        String gtids = server.isMySql()
                ? Server.variable(session, "gtid_executed").orElse("").replace("\n", "")
                : Server.variable(session, "gtid_binlog_pos").orElse("");
        String status = server.isMySqlFrom(8, 2, 0) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
        try {
            return session.query(status, row -> new Position(gtids, row.text(1), row.number(2))).stream()
                    .findFirst()
                    .orElse(new Position(gtids, "", 0));
        } catch (SQLException e) {
            if (MySqlFailure.isDenied(e)) {
                return new Position(gtids, "", 0);
            }
            throw MySqlFailure.of("read the binary log's position", e);
        }
    }
}
