USE `shop`;
SET @saved_cs_client = @@character_set_client;
SET character_set_client = utf8mb4;
CREATE TABLE IF NOT EXISTS `orders` (
  `id` int NOT NULL AUTO_INCREMENT,
  `note` varchar(50) DEFAULT NULL,
  `total` decimal(8,2) DEFAULT NULL,
  `rebate` float DEFAULT NULL,
  `old` varchar(9) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL,
  `sj` varchar(9) CHARACTER SET sjis COLLATE sjis_japanese_ci DEFAULT NULL,
  `raw` varbinary(9) DEFAULT NULL,
  `state` enum('new','done') DEFAULT NULL,
  `hard` enum('','x') DEFAULT NULL,
  `j` json DEFAULT NULL,
  `twice` int GENERATED ALWAYS AS ((`total` * 2)) VIRTUAL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
SET character_set_client = @saved_cs_client;
