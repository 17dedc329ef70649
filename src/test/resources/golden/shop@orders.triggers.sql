USE `shop`;
DROP TRIGGER IF EXISTS `upper`;
SET @saved_cs_client = @@character_set_client, @saved_cs_results = @@character_set_results;
SET @saved_col_connection = @@collation_connection;
SET @saved_sql_mode = @@sql_mode, @saved_time_zone = @@time_zone;
SET character_set_client = 'utf8mb4';
SET character_set_results = 'utf8mb4';
SET collation_connection = 'utf8mb4_0900_ai_ci';
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
DELIMITER ;;
CREATE DEFINER=`root`@`localhost` TRIGGER `upper` BEFORE INSERT ON `orders` FOR EACH ROW SET NEW.note = UPPER(NEW.note)
;;
DELIMITER ;
SET sql_mode = @saved_sql_mode, time_zone = @saved_time_zone;
SET character_set_client = @saved_cs_client, character_set_results = @saved_cs_results;
SET collation_connection = @saved_col_connection;
