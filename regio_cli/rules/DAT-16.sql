-- id: DAT-16
-- severity: error
-- title:
--   en: What has ended says when
--   nl: Wat beëindigd is zegt wanneer
-- message:
--   en: is recorded as ended, without a last day
--   nl: staat op beëindigd, zonder laatste dag
-- why:
--   en: Without a last day nobody can say who sat there on a day.
--   nl: Zonder laatste dag kan niemand zeggen wie er op een dag zat.
-- source: domain brief E.4
-- mend:
--   en: record the last day in function
--   nl: leg de laatste dag in functie vast
-- command: "regio end {record} --on …"
-- fault:
--   pick: >-
--     SELECT mandate.id, mandate.person, mandate.body, mandate.seat, mandate.start_date, on_date() AS today, date(on_date(), '-1 day') AS yesterday, date(on_date(), '+1 day') AS tomorrow, date(on_date(), '+30 days') AS later FROM active_mandate AS mandate WHERE mandate.status = 'appointed' AND mandate.end_date IS NULL ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       status: "ended"
--   fires_on: mandate/{id}
SELECT 'mandate/' || id AS record, 'status' AS field
FROM mandate
WHERE status = 'ended' AND end_date IS NULL
ORDER BY id
