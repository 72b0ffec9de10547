-- id: DAT-7
-- severity: error
-- title:
--   en: Nobody holds one seat twice at the same time
--   nl: Niemand bezet één zetel twee keer tegelijk
-- message:
--   en: "this person holds seat {seat} of {body} already until {until}, and begins again on {start}"
--   nl: "deze persoon bezet zetel {seat} van {body} al tot en met {until}, en begint opnieuw op {start}"
-- why:
--   en: Terms of one person in one seat that overlap are one term recorded twice. A hand-over on one day is no overlap.
--   nl: Termijnen van één persoon in één zetel die elkaar overlappen zijn één termijn die twee keer is vastgelegd. Een overgang op één dag is geen overlap.
-- source: domain brief D.5 (Flemish mandataris_2_3) and E.4
-- mend:
--   en: remove the mandate that was recorded twice, or mend its dates
--   nl: verwijder het mandaat dat dubbel is vastgelegd, of herstel de data
-- command: "regio remove {record}"
-- fault:
--   pick: >-
--     SELECT mandate.id, mandate.person, mandate.body, mandate.seat, mandate.start_date, on_date() AS today, date(on_date(), '-1 day') AS yesterday, date(on_date(), '+1 day') AS tomorrow FROM active_mandate AS mandate WHERE mandate.status = 'appointed' AND mandate.end_date IS NULL AND mandate.start_date < on_date() ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/nog-eens:
--       person: "{person}"
--       body: "{body}"
--       seat: "{seat}"
--       start_date: "{today}"
--       status: "appointed"
--       lapses_with: "nothing"
--   fires_on: mandate/nog-eens
WITH following AS (
  SELECT mandate, body, body_name, seat, start_date, max(coalesce(end_date, '9999-12-31')) OVER earlier AS until,
         first_value(mandate) OVER earlier AS first
  FROM term
  WHERE status <> 'nominated'
  WINDOW earlier AS (PARTITION BY person, body, seat ORDER BY start_date, mandate ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT 'mandate/' || mandate AS record, 'start_date' AS field, 'mandate/' || first AS also, seat, body_name AS body, start_date AS start,
       CASE until WHEN '9999-12-31' THEN '…' ELSE until END AS until
FROM following
WHERE start_date < until
ORDER BY mandate
