-- id: DAT-1
-- severity: error
-- title:
--   en: No seat has more holders than places on any day
--   nl: Geen zetel heeft op enige dag meer houders dan plaatsen
-- message:
--   en: "on {day} seat {seat} of {body} has {holders} holders, and there is room for {places}"
--   nl: "op {day} heeft zetel {seat} van {body} {holders} houders, en er is plaats voor {places}"
-- why:
--   en: Two holders of one seat mean two votes, or an end that nobody recorded. Every day counts on which somebody begins, past and to come. The last day of one holder is not the first of the next.
--   nl: Twee houders van één zetel betekent twee stemmen, of een einde dat niemand heeft vastgelegd. Elke dag waarop iemand begint telt, ook vroeger en straks. De laatste dag van de een is niet de eerste van de ander.
-- source: domain brief D.5 (Flemish mandataris_1_3) and E.4
-- mend:
--   en: end one of the mandates the day before, or give the seat more places
--   nl: beëindig een van de mandaten de dag ervoor, of geef de zetel meer plaatsen
-- command: "regio end {record} --on …"
-- fault:
--   pick: >-
--     SELECT holder.body, holder.seat, other.id AS person, on_date() AS today
--     FROM holder JOIN seat ON seat.body = holder.body AND seat.id = holder.seat AND seat.count IS NULL, person AS other
--     WHERE other.id <> holder.person ORDER BY holder.body, holder.seat, other.id LIMIT 1
--   changes:
--     mandate/te-veel:
--       person: "{person}"
--       body: "{body}"
--       seat: "{seat}"
--       start_date: "{today}"
--       status: "appointed"
--       lapses_with: "nothing"
--   fires_on: mandate/te-veel
WITH following AS (
  SELECT body, seat, start_date, max(coalesce(end_date, '9999-12-31')) OVER (
      PARTITION BY body, seat ORDER BY start_date, mandate ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS until
  FROM term WHERE is_occupant
),
crowded AS (
  SELECT DISTINCT body, seat FROM following WHERE start_date <= until
),
held_there AS MATERIALIZED (
  SELECT term.* FROM term JOIN crowded ON crowded.body = term.body AND crowded.seat = term.seat WHERE term.is_occupant
),
change AS (
  SELECT body, seat, start_date AS day, 1 AS step, mandate FROM held_there
  UNION ALL
  SELECT body, seat, date(end_date, '+1 day'), -1, NULL FROM held_there WHERE end_date >= start_date
),
edge AS (
  SELECT body, seat, day, sum(step) AS step, max(mandate) AS mandate FROM change WHERE day IS NOT NULL GROUP BY body, seat, day
),
held AS (
  SELECT body, seat, day, step, mandate, sum(step) OVER (PARTITION BY body, seat ORDER BY day) AS holders FROM edge
)
SELECT 'mandate/' || held.mandate AS record, 'start_date' AS field, 'body/' || held.body AS also, held.day, held.seat, body.name AS body,
       held.holders, coalesce(seat.count, 1) AS places
FROM held
JOIN body ON body.id = held.body
JOIN seat ON seat.body = held.body AND seat.id = held.seat
WHERE held.mandate IS NOT NULL AND held.holders > coalesce(seat.count, 1)
ORDER BY held.body, held.seat, held.day
