-- Views that rules, reports and `regio query` share beside those of regio_cli/domain/views.sql. A day is that of on_date().
-- The partners that a holder speaks for, a row each, with the share of one voice.
CREATE TEMP VIEW holder_partner AS
SELECT holder.mandate, holder.body, holder.seat, holder.person, holder.voting, holder.role, holder.basis, holder.level,
       partner.value AS partner, 1.0 / json_array_length(holder.partners) AS share
FROM holder, json_each(holder.partners) AS partner
WHERE partner.type = 'text' AND json_type(holder.partners) = 'array';
-- The partners that a seat in force speaks for, a row each, with the share of one seat.
CREATE TEMP VIEW seat_partner AS
SELECT seat.body, seat.id AS seat, seat.role, seat.basis, seat.voting, body.level, coalesce(seat.count, 1) AS places, partner.value AS partner,
       1.0 / json_array_length(seat.on_behalf_of) AS share
FROM active_seat AS seat JOIN active_body AS body ON body.id = seat.body, json_each(seat.on_behalf_of) AS partner
WHERE partner.type = 'text' AND json_type(seat.on_behalf_of) = 'array';
-- The province that a partner lies in; a province lies in itself.
CREATE TEMP VIEW partner_province AS
SELECT id AS partner, CASE type WHEN 'province' THEN id ELSE province END AS province
FROM partner WHERE type = 'province' OR province IS NOT NULL;
-- What a partner has to say in a body on the day, a row each partner of each place: the partners of who occupies it, or of who
-- stands in there; of a vacant place those of the seat. `share` is of one seat, `is_certain` whether it is known to be so on a day to come.
CREATE TEMP VIEW voice AS
SELECT place.body, place.seat, place.role, place.basis, place.voting, place.level, partner.value AS partner,
       1.0 / json_array_length(place.partners) AS share,
       -- Every day up to today is certain, which spares it the lapse of each mandate.
       on_date() <= today() OR (SELECT certainty = 'certain' FROM mandate_on_day WHERE mandate_on_day.mandate = place.mandate) AS is_certain
FROM presence CROSS JOIN any_term AS place ON place.mandate = presence.mandate, json_each(place.partners) AS partner
WHERE (presence.holds OR presence.is_unattended) AND place.known_seat IS NOT NULL AND place.body IN (SELECT id FROM active_body)
  AND partner.type = 'text' AND json_type(place.partners) = 'array'
UNION ALL
SELECT seat.body, seat.seat, seat.role, seat.basis, seat.voting, seat.level, seat.partner,
       seat.share * (seat.places - state.occupied), 1
FROM seat_partner AS seat JOIN seat_on_day AS state ON state.body = seat.body AND state.seat = seat.seat
WHERE seat.places > state.occupied;
-- The municipalities of the region on the day, with the inhabitants of the figure closest to it: the last until that day, else
-- the first after it; `as_of` and `source` are that figure's.
CREATE TEMP VIEW municipality AS
SELECT partner.id AS partner, partner.name, partner.province, figure.inhabitants, figure.as_of, figure.source
FROM active_partner AS partner
LEFT JOIN partner_statistics AS figure ON figure.partner = partner.id AND figure.position = (
    SELECT closest.position FROM partner_statistics AS closest
    WHERE closest.partner = partner.id AND typeof(closest.inhabitants) = 'integer' AND closest.inhabitants >= 0
    ORDER BY closest.as_of <= on_date() DESC, abs(julianday(closest.as_of) - julianday(on_date())) LIMIT 1
  )
WHERE partner.type = 'municipality' AND partner.province IS NOT NULL;
-- The provinces that the region lies in, with the inhabitants of its municipalities there.
CREATE TEMP VIEW region_province AS
SELECT municipality.province, coalesce(partner.short_name, partner.name, municipality.province) AS name,
       count(*) AS municipalities, sum(coalesce(municipality.inhabitants, 0)) AS inhabitants
FROM municipality LEFT JOIN partner ON partner.id = municipality.province
GROUP BY municipality.province;
-- Seats that count for regional spread: voting, held on representation, for municipalities, where a body keeps a general portfolio.
CREATE TEMP VIEW spread_seat AS
SELECT voice.body, voice.seat, voice.partner AS municipality, municipality.province, voice.share
FROM voice
JOIN active_body AS body ON body.id = voice.body AND body.general_portfolio
JOIN municipality ON municipality.partner = voice.partner
WHERE voice.voting AND voice.basis = 'representation';
-- The provinces, as JSON, by which a body's spread is measured: inhabitants of the municipalities of its area, else of the region.
CREATE TEMP VIEW spread_reference AS
SELECT body.id AS body, coalesce(area.weights, (SELECT json_group_object(province, inhabitants) FROM region_province)) AS weights
FROM active_body AS body
LEFT JOIN (
    SELECT body, json_group_object(province, inhabitants) AS weights
    FROM (
        SELECT area.body, municipality.province, sum(coalesce(municipality.inhabitants, 0)) AS inhabitants
        FROM active_body_area AS area JOIN municipality ON municipality.partner = area.partner
        GROUP BY area.body, municipality.province
    )
    GROUP BY body
  ) AS area ON area.body = body.id
WHERE body.general_portfolio;
-- Votes in a body by pillar; a seat for two partners counts for each in part.
CREATE TEMP VIEW pillar_votes AS
SELECT voice.body, partner.pillar, sum(voice.share) AS votes
FROM voice JOIN partner ON partner.id = voice.partner
WHERE voice.voting
GROUP BY voice.body, partner.pillar;
-- The centre municipality, with its part of the inhabitants of the region.
CREATE TEMP VIEW centre AS
SELECT registry.region_centre AS partner, partner.name,
       1.0 * (SELECT inhabitants FROM municipality WHERE municipality.partner = registry.region_centre)
         / (SELECT sum(inhabitants) FROM municipality) AS fair
FROM registry JOIN partner ON partner.id = registry.region_centre;
-- Executive bodies with their civil-service counterparts, whichever of the two names the other.
CREATE TEMP VIEW pair AS
SELECT body.id AS executive, body.name AS executive_name, other.id AS civil, other.name AS civil_name
FROM active_body AS body JOIN active_body AS other ON other.id = body.counterpart
WHERE body.level = 'executive' AND other.level = 'civil_service'
UNION
SELECT body.id, body.name, other.id, other.name
FROM active_body AS other JOIN active_body AS body ON body.id = other.counterpart
WHERE body.level = 'executive' AND other.level = 'civil_service';
-- The members of coalitions on the day.
CREATE TEMP VIEW coalition_member AS
SELECT partner.id AS coalition, json_extract(partner.members, member.fullkey || '.partner') AS member
FROM active_partner AS partner, json_each(partner.members) AS member
WHERE json_extract(partner.members, member.fullkey || '.partner') IS NOT NULL
  AND coalesce(json_extract(partner.members, member.fullkey || '.start_date') <= on_date(), 1)
  AND coalesce(json_extract(partner.members, member.fullkey || '.end_date') >= on_date(), 1);
-- What seats ask and their holders are not. Who stays on may have lost the office.
CREATE TEMP VIEW unmet_requirement AS
SELECT holder.mandate, holder.body, holder.body_name, holder.seat, coalesce(json_extract(asked.value, '$.preference'), 0) AS is_preference,
       asked.key AS position, coalesce(json_extract(asked.value, '$.text'), (
         SELECT group_concat(value, ', ') FROM (
           SELECT value FROM json_each(asked.value, '$.offices') UNION ALL SELECT value FROM json_each(asked.value, '$.provinces')
         )
       )) AS asked
FROM holder, json_each(holder.requirements) AS asked
WHERE (json_array_length(asked.value, '$.offices') > 0 AND NOT EXISTS (
    SELECT 1 FROM office
    WHERE office.person = holder.person AND office.office IN (SELECT value FROM json_each(asked.value, '$.offices'))
      AND (holder.status = 'staying_on' OR ((office.start_date IS NULL OR office.start_date <= on_date()) AND (office.end_date IS NULL OR office.end_date >= on_date())))
  ))
  OR (json_array_length(asked.value, '$.provinces') > 0 AND NOT EXISTS (
    SELECT 1 FROM json_each(holder.partners) AS spoken JOIN partner_province ON partner_province.partner = spoken.value
    WHERE partner_province.province IN (SELECT value FROM json_each(asked.value, '$.provinces'))
  ));
-- What each municipality has of the seats that count for regional spread.
CREATE TEMP VIEW municipality_seats AS
SELECT municipality.partner, municipality.province, municipality.inhabitants, coalesce(sum(spread_seat.share), 0) AS seats
FROM municipality LEFT JOIN spread_seat ON spread_seat.municipality = municipality.partner
GROUP BY municipality.partner;
-- The parts of the region that are to have their share of those seats: its provinces, and the coalitions of its municipalities.
CREATE TEMP VIEW region_part AS
SELECT 'province' AS kind, province AS partner, count(*) AS municipalities, sum(coalesce(inhabitants, 0)) AS inhabitants,
       sum(seats) AS seats
FROM municipality_seats GROUP BY province
UNION ALL
SELECT 'coalition', member.coalition, count(*), sum(coalesce(own.inhabitants, 0)), sum(own.seats)
FROM coalition_member AS member JOIN municipality_seats AS own ON own.partner = member.member
GROUP BY member.coalition;
-- What the centre municipality holds: of the votes in each body, of the chairs of executive bodies, of the secretariats.
CREATE TEMP VIEW centre_part AS
WITH heard AS MATERIALIZED (
  SELECT voice.body, voice.role, voice.level, voice.voting, voice.share, CASE WHEN voice.partner = centre.partner THEN voice.share ELSE 0 END AS own,
         centre.partner AS centre
  FROM voice JOIN centre
)
SELECT 'votes' AS what, body, sum(share) AS total, sum(own) AS held FROM heard WHERE voting GROUP BY body
UNION ALL
SELECT 'chairs', NULL, sum(share), sum(own) FROM heard WHERE role = 'chair' AND level = 'executive' GROUP BY centre
UNION ALL
SELECT 'secretariats', NULL, count(*), sum(body.secretariat = centre.partner)
FROM active_body AS body JOIN centre WHERE body.secretariat IS NOT NULL GROUP BY centre.partner;
-- The partners that hold a seat in an executive body, and whether they also hold one in its counterpart.
CREATE TEMP VIEW pair_partner AS
WITH seated AS (
  SELECT DISTINCT body, partner FROM holder_partner
)
SELECT pair.civil, pair.civil_name, pair.executive, pair.executive_name, seated.partner, there.partner IS NOT NULL AS is_there
FROM pair JOIN seated ON seated.body = pair.executive
LEFT JOIN seated AS there ON there.body = pair.civil AND there.partner = seated.partner;
-- The councils and states of the region, and whether somebody sits for them in a sounding board.
CREATE TEMP VIEW council AS
WITH heard AS (
  SELECT DISTINCT holder_partner.partner FROM holder_partner JOIN active_body AS body ON body.id = holder_partner.body
  WHERE body.type = 'sounding_board' AND body.level = 'assembly' AND holder_partner.role <> 'secretary'
)
SELECT partner.id AS partner, partner.type, heard.partner IS NOT NULL AS is_heard
FROM active_partner AS partner LEFT JOIN heard ON heard.partner = partner.id
WHERE partner.type IN ('municipality', 'province');
-- Where pillars are to be in balance: the votes of all but hybrid organisations, and how even those of the pillars named there are.
CREATE TEMP VIEW pillar_balance AS
SELECT named.body, votes.total, votes.largest, named.smallest, named.evenness
FROM (
    SELECT pillar.body, min(coalesce(own.votes, 0)) AS smallest, pielou(json_group_array(coalesce(own.votes, 0)), NULL) AS evenness
    FROM body_pillars AS pillar LEFT JOIN pillar_votes AS own ON own.body = pillar.body AND own.pillar = pillar.value
    GROUP BY pillar.body
  ) AS named
JOIN (
    SELECT body, sum(votes) AS total, max(votes) AS largest FROM pillar_votes WHERE pillar <> 'hybrid' GROUP BY body
  ) AS votes ON votes.body = named.body;
-- Who has a role in each body that has places for it: the first such seat, how many are held, and one mandate whose holder is
-- absent while nobody stands in.
CREATE TEMP VIEW role_on_day AS
SELECT seat_on_day.body, seat_on_day.role, min(seat_on_day.seat) AS seat, sum(seat_on_day.held) AS held, min(away.mandate) AS unattended
FROM seat_on_day
LEFT JOIN (
    SELECT body, seat, min(mandate) AS mandate FROM presence WHERE is_unattended GROUP BY body, seat
  ) AS away ON away.body = seat_on_day.body AND away.seat = seat_on_day.seat
WHERE seat_on_day.places > 0 GROUP BY seat_on_day.body, seat_on_day.role;
