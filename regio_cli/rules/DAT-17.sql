-- id: DAT-17
-- severity: warning
-- title:
--   en: A mandate rests on a decision or a source
--   nl: Een mandaat steunt op een besluit of een bron
-- message:
--   en: says neither by which decision nor by which source
--   nl: noemt geen besluit en geen bron
-- why:
--   en: Who asks by whose decision somebody sits there must get an answer. A nominee has none yet.
--   nl: Wie vraagt door wiens besluit iemand er zit moet antwoord krijgen. Wie voorgedragen is heeft dat nog niet.
-- source: domain brief D.5 (Flemish mandataris_1_18) and E.4
-- mend:
--   en: record the decision or the source
--   nl: leg het besluit of de bron vast
-- command: "regio set {record} decision=…"
-- fault:
--   pick: >-
--     SELECT mandate.id, mandate.person, mandate.body, mandate.seat, mandate.start_date, on_date() AS today, date(on_date(), '-1 day') AS yesterday, date(on_date(), '+1 day') AS tomorrow, date(on_date(), '+30 days') AS later FROM active_mandate AS mandate WHERE mandate.status = 'appointed' AND mandate.end_date IS NULL ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       decision: null
--       source: null
--   fires_on: mandate/{id}
SELECT 'mandate/' || id AS record
FROM mandate
WHERE status <> 'nominated' AND decision IS NULL AND source IS NULL
ORDER BY id
