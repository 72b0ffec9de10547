-- id: DAT-13
-- severity: error
-- title:
--   en: What begins in the future is nominated or appointed
--   nl: Wat nog moet beginnen is voorgedragen of benoemd
-- message:
--   en: "begins on {start}, and is recorded as {status} already"
--   nl: "begint op {start}, en staat al op {status}"
-- why:
--   en: Nobody stays on or has left before they began. On a day before the last confirmation, where we look back, what has ended since says nothing.
--   nl: Niemand blijft aan of is vertrokken vóór het begin. Op een dag vóór de laatste bevestiging, waar we terugkijken, zegt wat sindsdien eindigde niets.
-- source: domain brief E.4
-- mend:
--   en: mend the day or the status
--   nl: herstel de dag of de status
-- command: "regio set {record} status=appointed"
-- fault:
--   pick: >-
--     SELECT mandate.id, mandate.person, mandate.body, mandate.seat, mandate.start_date, on_date() AS today, date(on_date(), '-1 day') AS yesterday, date(on_date(), '+1 day') AS tomorrow, date(on_date(), '+30 days') AS later FROM active_mandate AS mandate WHERE mandate.status = 'appointed' AND mandate.end_date IS NULL ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       start_date: "{tomorrow}"
--       status: "staying_on"
--   fires_on: mandate/{id}
SELECT 'mandate/' || id AS record, 'status' AS field, start_date AS start, status
FROM mandate
WHERE start_date > on_date() AND status NOT IN ('nominated', 'appointed')
  AND on_date() >= (SELECT coalesce(max(confirmed_on), '') FROM mandate)
ORDER BY id
