/// Talks to MySQL (and MariaDB): connections, grants, the catalog of objects, one consistent snapshot over many
/// sessions, and the rows of a query as the server sends them.
///
/// Every session reads texts as raw bytes (`character_set_results` NULL), in UTC, without a sql_mode that
/// changes data.
@NullMarked
package engine.mysql;

import org.jspecify.annotations.NullMarked;
