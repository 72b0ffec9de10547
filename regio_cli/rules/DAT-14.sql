-- id: DAT-14
-- severity: warning
-- title:
--   en: Who has begun is no nominee any more
--   nl: Wie begonnen is, is niet langer voorgedragen
-- message:
--   en: "should have begun on {start}, and is still a nominee"
--   nl: "zou op {start} beginnen, en is nog voorgedragen"
-- why:
--   en: "Either the appointment was not recorded, or it did not come: in both cases the list of members is wrong."
--   nl: "Of de benoeming is niet vastgelegd, of ze ging niet door: in beide gevallen klopt de ledenlijst niet."
-- source: domain brief E.4
-- mend:
--   en: record the decision, or remove the mandate
--   nl: leg het besluit vast, of verwijder het mandaat
-- command: "regio set {record} status=appointed decision=…"
-- fault:
--   pick: >-
--     SELECT mandate.id, mandate.person, mandate.body, mandate.seat, mandate.start_date, on_date() AS today, date(on_date(), '-1 day') AS yesterday, date(on_date(), '+1 day') AS tomorrow, date(on_date(), '+30 days') AS later FROM active_mandate AS mandate WHERE mandate.status = 'appointed' AND mandate.end_date IS NULL ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       status: "nominated"
--   fires_on: mandate/{id}
SELECT 'mandate/' || id AS record, 'status' AS field, start_date AS start, start_date AS since
FROM active_mandate
WHERE status = 'nominated'
ORDER BY id
