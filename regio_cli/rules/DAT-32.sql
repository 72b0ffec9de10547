-- id: DAT-32
-- severity: warning
-- title:
--   en: The number in an OIN is the partner’s own
--   nl: Het nummer in een OIN is dat van de partner zelf
-- message:
--   en: "the OIN holds {scheme} {inside}, and the partner has {own}"
--   nl: "de OIN bevat {scheme} {inside}, en de partner heeft {own}"
-- why:
--   en: An OIN is made of an RSIN or a number of the trade register. Parts of a larger organisation may have that one’s.
--   nl: Een OIN is gemaakt van een RSIN of KvK-nummer. Onderdelen van een grotere organisatie kunnen het nummer daarvan hebben.
-- source: Logius, OIN-Stelsel, ch. 6; domain brief B.3 (16 of 589 differ rightly)
-- mend:
--   en: look the three up in the register of OINs
--   nl: zoek de nummers op in het OIN-register
-- command: "regio set {record} identifiers.oin=…"
-- fault:
--   pick: >-
--     SELECT id FROM active_partner WHERE identifiers_oin GLOB '00000001*' AND identifiers_rsin IS NOT NULL AND part_of IS NULL ORDER BY id LIMIT 1
--   changes:
--     partner/{id}:
--       identifiers.rsin: "111222333"
--   fires_on: partner/{id}
WITH inside AS (
  SELECT id, part_of, 'RSIN' AS scheme, substr(identifiers_oin, 9, 9) AS number, identifiers_rsin AS own FROM active_partner WHERE identifiers_oin GLOB '00000001*'
  UNION ALL
  SELECT id, part_of, 'KvK', substr(identifiers_oin, 9, 8), identifiers_kvk FROM active_partner WHERE identifiers_oin GLOB '00000003*'
)
SELECT 'partner/' || id AS record, 'identifiers.oin' AS field, scheme, number AS inside, own
FROM inside
WHERE number <> own AND part_of IS NULL
ORDER BY id
