USE `shop`;
DROP TABLE IF EXISTS `open_orders`;
DROP VIEW IF EXISTS `open_orders`;
SET @saved_cs_client = @@character_set_client;
SET character_set_client = utf8mb4;
CREATE VIEW `open_orders` AS SELECT
 1 AS `id`,
 1 AS `note`;
SET character_set_client = @saved_cs_client;
