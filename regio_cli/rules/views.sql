-- Views that rules, reports and `regio query` share. A day is that of on_date().
-- Who sits in a seat on the day. A nominee does not yet, and somebody who is prevented does not for now.
CREATE TEMP VIEW holder AS
SELECT mandate.id AS mandate, mandate.person, mandate.body, mandate.seat, mandate.status, mandate.start_date,
       mandate.end_date, mandate.lapses_with, seat.role, seat.basis, seat.voting, seat.deputy_of, seat.label,
       coalesce(mandate.on_behalf_of, seat.on_behalf_of) AS partners, body.level, body.name AS body_name
FROM mandate
JOIN body ON body.id = mandate.body
JOIN seat ON seat.body = mandate.body AND seat.id = mandate.seat
WHERE mandate.start_date <= on_date() AND (mandate.end_date IS NULL OR mandate.end_date >= on_date())
  AND mandate.status NOT IN ('nominated', 'prevented');
-- The partners that a holder speaks for, a row each, with the share of one voice.
CREATE TEMP VIEW holder_partner AS
SELECT holder.mandate, holder.body, holder.seat, holder.person, holder.voting, holder.role, holder.basis, holder.level,
       partner.value AS partner, 1.0 / json_array_length(holder.partners) AS share
FROM holder, json_each(holder.partners) AS partner;
-- The partners that a seat in force speaks for, a row each, with the share of one seat.
CREATE TEMP VIEW seat_partner AS
SELECT seat.body, seat.id AS seat, seat.role, seat.basis, seat.voting, coalesce(seat.count, 1) AS places, partner.value AS partner,
       1.0 / json_array_length(seat.on_behalf_of) AS share
FROM active_seat AS seat JOIN active_body AS body ON body.id = seat.body, json_each(seat.on_behalf_of) AS partner;
-- The province that a partner lies in; a province lies in itself.
CREATE TEMP VIEW partner_province AS
SELECT id AS partner, CASE type WHEN 'province' THEN id ELSE province END AS province
FROM partner WHERE type = 'province' OR province IS NOT NULL;
