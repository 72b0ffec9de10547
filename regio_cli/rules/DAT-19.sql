-- id: DAT-19
-- severity: warning
-- title:
--   en: No term goes on for ever unnoticed
--   nl: Geen termijn loopt ongemerkt eindeloos door
-- message:
--   en: "has gone on since {start}, more than {years} years, and nobody confirmed it after that"
--   nl: "loopt al sinds {start}, langer dan {years} jaar, en is daarna niet bevestigd"
-- why:
--   en: Two ordinary terms of four years are over then; an end was forgotten, or somebody should say that it goes on.
--   nl: Twee gewone termijnen van vier jaar zijn dan voorbij; er is een einde vergeten, of iemand moet zeggen dat het doorloopt.
-- source: domain brief C.4
-- mend:
--   en: end the mandate, or confirm it
--   nl: beëindig het mandaat, of bevestig het
-- command: "regio set {record} confirmed_on=…"
-- parameters:
--   years:
--     default: 8
--     en: years after which a mandate without an end is looked at
--     nl: jaren waarna naar een mandaat zonder einde gekeken wordt
-- fault:
--   pick: >-
--     SELECT mandate.id, mandate.person, mandate.body, mandate.seat, mandate.start_date, on_date() AS today, date(on_date(), '-1 day') AS yesterday, date(on_date(), '+1 day') AS tomorrow, date(on_date(), '+30 days') AS later, date(on_date(), '-9 years') AS long_ago FROM active_mandate AS mandate WHERE mandate.status = 'appointed' AND mandate.end_date IS NULL ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       start_date: "{long_ago}"
--       confirmed_on: null
--   fires_on: mandate/{id}
SELECT 'mandate/' || id AS record, 'start_date' AS field, start_date AS start, CAST(:years AS INTEGER) AS years,
       date(start_date, '+' || CAST(:years AS INTEGER) || ' years') AS since
FROM active_mandate
WHERE end_date IS NULL AND status IN ('appointed', 'staying_on')
  AND date(start_date, '+' || CAST(:years AS INTEGER) || ' years') <= on_date()
  AND coalesce(confirmed_on < date(start_date, '+' || CAST(:years AS INTEGER) || ' years'), 1)
ORDER BY id
