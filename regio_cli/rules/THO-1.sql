-- id: THO-1
-- severity: warning
-- title:
--   en: Only governors agree on behalf of partners
--   nl: Alleen bestuurders maken afspraken namens partners
-- message:
--   en: "{name} does not consist of governors, and has the power: {power}"
--   nl: "{name} bestaat niet uit bestuurders, en heeft als bevoegdheid: {power}"
-- why:
--   en: What officials or members of councils decide together is advice until the competent body of each partner decides.
--   nl: Wat ambtenaren of volksvertegenwoordigers samen besluiten is advies, tot het bevoegde orgaan van elke partner besluit.
-- seed: Hoe snelheid en slagkracht behouden zonder voorbij te gaan aan huis van Thorbecke en bevoegdheden partners.
-- source: seed; domain brief C.3 and E.2, THO-1
-- mend:
--   en: record what it gives as advice
--   nl: leg vast dat het advies geeft
-- command: "regio set {record} decision_power=advice"
-- fault:
--   pick: >-
--     SELECT id FROM active_body WHERE level = 'civil_service' ORDER BY id LIMIT 1
--   changes:
--     body/{id}:
--       decision_power: "agreement"
--   fires_on: body/{id}
SELECT 'body/' || id AS record, 'decision_power' AS field, name, decision_power AS power
FROM active_body
WHERE level IN ('civil_service', 'assembly') AND decision_power = 'agreement'
ORDER BY id
