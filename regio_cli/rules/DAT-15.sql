-- id: DAT-15
-- severity: warning
-- title:
--   en: What is over is recorded as ended
--   nl: Wat voorbij is staat als beëindigd
-- message:
--   en: "ended on {end}, and is still recorded as {status}"
--   nl: "eindigde op {end}, en staat nog op {status}"
-- why:
--   en: "A day that passes should be followed by a look: did the holder leave, or was the term extended?"
--   nl: "Verstrijkt een einddag, dan hoort iemand te kijken: is de houder weg, of is de termijn verlengd?"
-- source: domain brief E.4
-- mend:
--   en: record the end, or extend the mandate
--   nl: leg het einde vast, of verleng het mandaat
-- command: "regio end {record} --on {end}"
-- fault:
--   pick: >-
--     SELECT mandate.id, mandate.person, mandate.body, mandate.seat, mandate.start_date, on_date() AS today, date(on_date(), '-1 day') AS yesterday, date(on_date(), '+1 day') AS tomorrow, date(on_date(), '+30 days') AS later FROM active_mandate AS mandate WHERE mandate.status = 'appointed' AND mandate.end_date IS NULL AND mandate.start_date < on_date() ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       end_date: "{yesterday}"
--   fires_on: mandate/{id}
SELECT 'mandate/' || id AS record, 'status' AS field, end_date AS end, status, date(end_date, '+1 day') AS since
FROM mandate
WHERE end_date < on_date() AND status <> 'ended'
ORDER BY id
