-- id: DAT-2
-- severity: warning
-- title:
--   en: No seat has fewer holders than its minimum
--   nl: Geen zetel heeft minder houders dan het minimum
-- message:
--   en: "from {day} on seat {seat} of {body} has {holders} holders, and needs {minimum}"
--   nl: "vanaf {day} heeft zetel {seat} van {body} {holders} houders, en het minimum is {minimum}"
-- why:
--   en: "Who made a minimum a rule wants to know when it is not met: today, or on a coming day on which an end is known already. What is long past can't be mended, and is left alone."
--   nl: "Wie een minimum afsprak wil weten wanneer het niet gehaald wordt: vandaag, of op een komende dag waarop een einde al bekend is. Wat voorbij is valt niet meer te herstellen, en blijft buiten beschouwing."
-- source: domain brief D.5 (Flemish mandataris_1_3) and E.4
-- mend:
--   en: appoint somebody, or set another minimum
--   nl: benoem iemand, of stel een ander minimum in
-- command: "regio appoint … --to {record} --seat {seat}"
-- fault:
--   pick: >-
--     SELECT seat.body, seat.id AS seat FROM active_seat AS seat JOIN active_body AS body ON body.id = seat.body
--     JOIN holder ON holder.body = seat.body AND holder.seat = seat.id
--     WHERE NOT EXISTS (SELECT 1 FROM seat AS other WHERE other.body = seat.body AND other.minimum > 0) ORDER BY seat.body, seat.id LIMIT 1
--   changes:
--     body/{body}:
--       seats.{seat}.minimum: 99
--   fires_on: body/{body}
WITH bound AS (
  SELECT seat.body, seat.id AS seat, seat.minimum, body.name,
         max(coalesce(seat.start_date, ''), coalesce(body.start_date, '')) AS first_day,
         min(coalesce(seat.end_date, '9999-12-31'), coalesce(body.end_date, '9999-12-31')) AS last_day
  FROM seat JOIN body ON body.id = seat.body
  WHERE seat.minimum > 0
),
change AS (
  SELECT term.body, term.seat, term.start_date AS day, 1 AS step
  FROM bound JOIN term ON term.body = bound.body AND term.seat = bound.seat WHERE term.is_occupant
  UNION ALL
  SELECT term.body, term.seat, date(term.end_date, '+1 day'), -1
  FROM bound JOIN term ON term.body = bound.body AND term.seat = bound.seat WHERE term.is_occupant AND term.end_date >= term.start_date
  UNION ALL
  SELECT body, seat, CASE first_day WHEN '' THEN on_date() ELSE first_day END, 0 FROM bound
),
edge AS (
  SELECT body, seat, day, sum(step) AS step FROM change WHERE day IS NOT NULL GROUP BY body, seat, day
),
held AS (
  SELECT body, seat, day, sum(step) OVER era AS holders, lead(day) OVER era AS next_day
  FROM edge WINDOW era AS (PARTITION BY body, seat ORDER BY day)
)
SELECT 'body/' || held.body AS record, 'seats.' || held.seat || '.minimum' AS field, held.day, CASE WHEN held.day <= on_date() THEN held.day END AS since, held.seat,
       bound.name AS body, held.holders, bound.minimum
FROM held JOIN bound ON bound.body = held.body AND bound.seat = held.seat
WHERE held.holders < bound.minimum AND held.day >= bound.first_day AND held.day <= bound.last_day AND bound.last_day >= on_date()
  AND (held.next_day > on_date() OR held.next_day IS NULL)
ORDER BY held.body, held.seat, held.day
