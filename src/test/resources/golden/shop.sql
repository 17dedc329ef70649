CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci */ /*!80016 DEFAULT ENCRYPTION='N' */;
USE `shop`;
DROP EVENT IF EXISTS `nightly`;
SET @saved_cs_client = @@character_set_client, @saved_cs_results = @@character_set_results;
SET @saved_col_connection = @@collation_connection;
SET @saved_sql_mode = @@sql_mode, @saved_time_zone = @@time_zone;
SET character_set_client = 'utf8mb4';
SET character_set_results = 'utf8mb4';
SET collation_connection = 'utf8mb4_0900_ai_ci';
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
SET time_zone = 'SYSTEM';
DELIMITER ;;
CREATE DEFINER=`root`@`localhost` EVENT `nightly` ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION NOT PRESERVE DISABLE DO DELETE FROM nothing
;;
DELIMITER ;
SET sql_mode = @saved_sql_mode, time_zone = @saved_time_zone;
SET character_set_client = @saved_cs_client, character_set_results = @saved_cs_results;
SET collation_connection = @saved_col_connection;
DROP FUNCTION IF EXISTS `plus_one`;
SET @saved_cs_client = @@character_set_client, @saved_cs_results = @@character_set_results;
SET @saved_col_connection = @@collation_connection;
SET @saved_sql_mode = @@sql_mode, @saved_time_zone = @@time_zone;
SET character_set_client = 'utf8mb4';
SET character_set_results = 'utf8mb4';
SET collation_connection = 'utf8mb4_0900_ai_ci';
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
DELIMITER ;;
CREATE DEFINER=`root`@`localhost` FUNCTION `plus_one`(x INT) RETURNS int
    DETERMINISTIC
BEGIN RETURN x + 1; END
;;
DELIMITER ;
SET sql_mode = @saved_sql_mode, time_zone = @saved_time_zone;
SET character_set_client = @saved_cs_client, character_set_results = @saved_cs_results;
SET collation_connection = @saved_col_connection;
