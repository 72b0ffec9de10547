-- id: SNE-1
-- severity: warning
-- title:
--   en: No seat stays vacant for long
--   nl: Geen zetel blijft lang leeg
-- message:
--   en: "seat {seat} of {body} has been vacant since {day}, {number} days"
--   nl: "zetel {seat} van {body} is vacant sinds {day}, {number} dagen"
-- why:
--   en: A seat that stays empty slows every decision down. A seat with a minimum of 0 may be empty; of who is absent another rule speaks.
--   nl: Een zetel die leeg blijft vertraagt elk besluit. Een zetel met minimum 0 mag leeg zijn; over wie afwezig is gaat een andere regel.
-- seed: Snelheid en slagkracht.
-- source: seed; domain brief E.2, SNE-1
-- mend:
--   en: appoint somebody, or end the seat
--   nl: benoem iemand, of beëindig de zetel
-- command: "regio appoint … --to {record} --seat {seat}"
-- parameters:
--   days:
--     default: 60
--     en: days that a seat may be vacant
--     nl: dagen dat een zetel leeg mag zijn
-- fault:
--   pick: >-
--     SELECT body.id AS body, seat.id AS seat, body.level FROM active_body AS body JOIN active_seat AS seat ON seat.body = body.id
--     GROUP BY body.id HAVING (SELECT count(*) FROM holder WHERE holder.body = body.id) > 0 ORDER BY body.id LIMIT 1
--   changes:
--     body/lege-zetel:
--       name: "Lege zetel"
--       level: "executive"
--       type: "table"
--       start_date: "1990-01-01"
--       seats: [{id: "lid", role: "member", basis: "expertise", voting: true}]
--   fires_on: body/lege-zetel
WITH held AS (
  SELECT body, seat, count(*) AS number FROM holder GROUP BY body, seat
),
short AS MATERIALIZED (
  SELECT seat.body, seat.id AS seat, seat.position, body.name, max(coalesce(seat.start_date, ''), coalesce(body.start_date, '')) AS first_day,
         coalesce(seat.minimum, 1) - coalesce(held.number, 0) AS number
  FROM active_seat AS seat
  JOIN active_body AS body ON body.id = seat.body
  LEFT JOIN held ON held.body = seat.body AND held.seat = seat.id
  WHERE coalesce(held.number, 0) < coalesce(seat.minimum, 1)
),
vacant AS (
  SELECT body, seat, position, name, max(first_day, coalesce((
           SELECT date(max(mandate.end_date), '+1 day') FROM mandate
           WHERE mandate.body = short.body AND +mandate.seat = short.seat AND mandate.end_date < on_date()
         ), '')) AS day
  FROM short
  WHERE number > (
      SELECT count(*) FROM active_mandate AS mandate
      WHERE mandate.body = short.body AND +mandate.seat = short.seat AND mandate.status <> 'nominated' AND mandate.replaces IS NULL
        AND mandate.id IN (SELECT mandate FROM active_absence)
    )
)
SELECT 'body/' || body AS record, 'seats.' || seat AS field, seat, name AS body, CASE day WHEN '' THEN '…' ELSE day END AS day,
       coalesce(CAST(julianday(on_date()) - julianday(day) AS INTEGER), '…') AS number, date(day, '+' || (CAST(:days AS INTEGER) + 1) || ' days') AS since
FROM vacant
WHERE coalesce(date(day, '+' || CAST(:days AS INTEGER) || ' days') < on_date(), 1)
ORDER BY body, position
