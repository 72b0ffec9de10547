-- id: DAT-33
-- severity: error
-- title:
--   en: Codes of a government agree with each other and with what it is
--   nl: Codes van een overheid kloppen met elkaar en met wat het is
-- message:
--   en: "{tooi} and {cbs} do not go together, or not with a {type}"
--   nl: "{tooi} en {cbs} horen niet bij elkaar, of niet bij het type {type}"
-- why:
--   en: The TOOI address of a government ends in its code of Statistics Netherlands, and says what sort of government it is.
--   nl: Het TOOI-adres van een overheid eindigt op de CBS-code, en zegt wat voor overheid het is.
-- source: domain brief B.1 and E.4
-- mend:
--   en: look the codes up in the TOOI value lists
--   nl: zoek de codes op in de TOOI-waardelijsten
-- command: "regio set {record} {field}=…"
-- fault:
--   pick: >-
--     SELECT id FROM active_partner WHERE type = 'municipality' AND identifiers_cbs IS NOT NULL AND identifiers_tooi IS NOT NULL ORDER BY id LIMIT 1
--   changes:
--     partner/{id}:
--       identifiers.cbs: "gm9999"
--   fires_on: partner/{id}
WITH coded AS (
  SELECT id, type, identifiers_tooi AS tooi, identifiers_cbs AS cbs,
         CASE type WHEN 'municipality' THEN 'gm' WHEN 'province' THEN 'pv' WHEN 'water_board' THEN 'ws' WHEN 'ministry' THEN 'mnre' END AS letters,
         CASE type WHEN 'municipality' THEN 'gemeente' WHEN 'province' THEN 'provincie' WHEN 'water_board' THEN 'waterschap'
                   WHEN 'ministry' THEN 'ministerie' END AS word
  FROM partner
)
SELECT 'partner/' || id AS record, CASE WHEN tooi IS NULL THEN 'identifiers.cbs' ELSE 'identifiers.tooi' END AS field, type,
       coalesce(replace(tooi, 'https://identifier.overheid.nl/tooi/id/', ''), '–') AS tooi, coalesce(cbs, '–') AS cbs
FROM coded
WHERE tooi NOT GLOB '*/' || cbs
   -- Ministries of before have another code: hv_ and eight digits.
   OR (tooi NOT GLOB '*/id/' || word || '/' || letters || '[0-9]*' AND NOT (type = 'ministry' AND tooi GLOB '*/id/ministerie/hv_[0-9]*'))
   OR cbs NOT GLOB letters || '[0-9]*'
   OR (letters IS NULL AND (cbs IS NOT NULL OR tooi GLOB '*/id/gemeente/*' OR tooi GLOB '*/id/provincie/*' OR tooi GLOB '*/id/waterschap/*'))
ORDER BY id
