-- What the notions of regio_cli.domain mean, stated as views for rules, reports and queries: the same rows as its functions.
-- on_date() is the day asked about, today() the day on which that is asked. Days are inclusive.
-- Who stands in for whom on the day: each names the other, in one seat.
CREATE TEMP VIEW standing_in AS
SELECT other.id AS mandate, absent.id AS absent
FROM active_absence AS absence
JOIN mandate AS absent ON absent.id = absence.mandate AND absent.replaces IS NULL AND absent.status IS NOT 'nominated'
  AND (absent.start_date IS NULL OR absent.start_date <= on_date()) AND (absent.end_date IS NULL OR absent.end_date >= on_date())
JOIN mandate AS other ON other.id = absence.stand_in AND other.replaces = absent.id AND +other.body = absent.body AND +other.seat = absent.seat
  AND other.status IS NOT 'nominated'
  AND (other.start_date IS NULL OR other.start_date <= on_date()) AND (other.end_date IS NULL OR other.end_date >= on_date())
WHERE NOT EXISTS (SELECT 1 FROM active_absence AS own WHERE own.mandate = other.id);
-- Since when the holder of a mandate is absent on the day; empty when that is not known.
CREATE TEMP VIEW absent_on_day AS
SELECT mandate, min(coalesce(start_date, '')) AS since FROM active_absence GROUP BY mandate;
-- The mandates in their period on the day, nominees left out: which take a place of their seat, and who holds it.
CREATE TEMP VIEW presence AS
SELECT mandate.id AS mandate, mandate.body, mandate.seat, mandate.replaces IS NULL AS occupies,
       CASE
         WHEN mandate.replaces IS NULL THEN absent.mandate IS NULL
         ELSE EXISTS (SELECT 1 FROM standing_in WHERE standing_in.mandate = mandate.id)
       END AS holds,
       mandate.replaces IS NULL AND absent.mandate IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM standing_in WHERE standing_in.absent = mandate.id) AS is_unattended
FROM mandate LEFT JOIN absent_on_day AS absent ON absent.mandate = mandate.id
WHERE mandate.status IS NOT 'nominated'
  AND (mandate.start_date IS NULL OR mandate.start_date <= on_date()) AND (mandate.end_date IS NULL OR mandate.end_date >= on_date());
-- Every mandate in its seat, of all days. `is_occupant` is whether it takes a place of the seat while it is in its period.
CREATE TEMP VIEW any_term AS
SELECT mandate.id AS mandate, mandate.person, mandate.body, mandate.seat, mandate.status, mandate.start_date, mandate.end_date,
       mandate.end_reason, mandate.lapses_with, mandate.office, mandate.replaces, mandate.confirmed_on, mandate.on_behalf_of AS own_partners,
       CASE WHEN json_array_length(mandate.on_behalf_of) > 0 THEN mandate.on_behalf_of ELSE seat.on_behalf_of END AS partners,
       mandate.status IS NOT 'nominated' AND mandate.replaces IS NULL AS is_occupant,
       seat.id AS known_seat, seat.role, seat.basis, seat.voting, seat.deputy_of, seat.label, seat.requirements, seat.position,
       seat.start_date AS seat_start, seat.end_date AS seat_end,
       body.name AS body_name, body.level, body.start_date AS body_start, body.end_date AS body_end
FROM mandate
LEFT JOIN seat ON seat.body = mandate.body AND seat.id = mandate.seat
LEFT JOIN body ON body.id = mandate.body;
-- The same, of the seats that there are.
CREATE TEMP VIEW term AS
SELECT * FROM any_term WHERE known_seat IS NOT NULL;
-- The offices, of all times, on whose ground a mandate is or can be held: of the sort that it names, else that its seat requires,
-- else of any sort when it lapses with an office or an election; at a partner it speaks for, unless there is none such.
CREATE TEMP VIEW mandate_office AS
SELECT term.mandate, term.person, office.position, office.office, office.partner, office.start_date, office.end_date
FROM any_term AS term JOIN office ON office.person = term.person
WHERE CASE
    WHEN term.office IS NOT NULL THEN office.office = term.office
    WHEN EXISTS (
      SELECT 1 FROM json_each(term.requirements) AS asked
      WHERE json_array_length(asked.value, '$.offices') > 0 AND json_extract(asked.value, '$.preference') IS NOT 1
    ) THEN EXISTS (
      SELECT 1 FROM json_each(term.requirements) AS asked, json_each(asked.value, '$.offices') AS sort
      WHERE json_extract(asked.value, '$.preference') IS NOT 1 AND sort.value = office.office
    )
    ELSE term.lapses_with IN ('office', 'municipal', 'provincial', 'water_board')
  END
  AND (
    instr(term.partners, '"' || office.partner || '"')
    OR coalesce(json_array_length(term.partners), 0) = 0
    OR (term.office IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM office AS own WHERE own.person = term.person AND instr(term.partners, '"' || own.partner || '"')
    ))
  );
-- Every mandate with what may end it by itself beside its own end: the end of the offices behind it, an election. DISTINCT keeps
-- SQLite from asking for these two again wherever they are named.
CREATE TEMP VIEW mandate_end AS
SELECT DISTINCT term.*, (
    SELECT min(own.end_date) FROM mandate_office AS own
    WHERE own.mandate = term.mandate AND own.end_date >= coalesce(term.start_date, '') AND coalesce(own.start_date, '') <= coalesce(term.end_date, '9999-12-31')
      AND NOT EXISTS (
        SELECT 1 FROM mandate_office AS next
        WHERE next.mandate = own.mandate AND coalesce(next.start_date, '') <= coalesce(date(own.end_date, '+1 day'), own.end_date)
          AND coalesce(next.end_date, '9999-12-31') > own.end_date
      )
  ) AS office_end, (
    SELECT next.id FROM election AS next
    WHERE next.kind = term.lapses_with AND next.new_council > coalesce(term.start_date, '')
      AND (coalesce(json_array_length(next.partners), 0) = 0 OR EXISTS (
        SELECT 1 FROM json_each(next.partners) AS voting WHERE instr(term.partners, '"' || voting.value || '"')
      ))
    ORDER BY next.new_council, coalesce(next.date, ''), next.id LIMIT 1
  ) AS next_election
FROM any_term AS term;
-- Every mandate with its expected last day, by the cause that comes first, and the day of the event that causes it. DISTINCT as above.
CREATE TEMP VIEW lapse AS
SELECT *, CASE
    WHEN last_day IS NULL THEN NULL
    WHEN end_date = last_day THEN 'end_date'
    WHEN lapses_with = last_day THEN 'date'
    WHEN office_end = last_day THEN 'office'
    ELSE lapses_with
  END AS cause
FROM (
    SELECT DISTINCT mandate_end.*, date(election.new_council, '-1 day') AS council_end, election.date AS vote, nullif(min(
      coalesce(end_date, '9999-12-32'), CASE WHEN lapses_with GLOB '[0-9]*' THEN lapses_with ELSE '9999-12-32' END,
      coalesce(office_end, '9999-12-32'), coalesce(date(election.new_council, '-1 day'), '9999-12-32')
    ), '9999-12-32') AS last_day
    FROM mandate_end LEFT JOIN election ON election.id = mandate_end.next_election
  );
-- Every mandate as it stands on the day, but for its stand-in. DISTINCT as above.
CREATE TEMP VIEW serving AS
SELECT DISTINCT lapse.*, CASE
    WHEN last_day IS NULL OR cause IN ('end_date', 'date', 'office') THEN last_day
    ELSE coalesce(vote, last_day)
  END AS event,
  CASE WHEN cause NOT IN ('end_date', 'date', 'office') THEN next_election END AS election,
  CASE
    WHEN status IS NOT 'nominated' AND (start_date IS NULL OR start_date <= on_date()) AND (end_date IS NULL OR end_date >= on_date()) THEN 'now'
    WHEN end_date < on_date() THEN 'past'
    ELSE 'coming'
  END AS phase,
  CASE
    WHEN status = 'ended' AND end_date >= on_date() THEN 'appointed'
    WHEN status = 'staying_on' AND last_day >= on_date() THEN 'appointed'
    ELSE status
  END AS status_on_day,
  coalesce((SELECT presence.occupies FROM presence WHERE presence.mandate = lapse.mandate), 0) AS occupies,
  coalesce((SELECT presence.holds FROM presence WHERE presence.mandate = lapse.mandate), 0) AS holds,
  coalesce((SELECT presence.is_unattended FROM presence WHERE presence.mandate = lapse.mandate), 0) AS is_unattended,
  EXISTS (SELECT 1 FROM active_absence WHERE active_absence.mandate = lapse.mandate) AS is_absent,
  (SELECT min(coalesce(start_date, '')) FROM active_absence WHERE active_absence.mandate = lapse.mandate) AS absent_since,
  -- What should have ended already, and who stays on, goes on until somebody says when.
  CASE WHEN last_day >= on_date() AND (status IS NOT 'staying_on' OR cause IN ('end_date', 'date')) THEN last_day END AS coming_end
FROM lapse;
-- Every mandate as it stands on the day: who occupies a place, who holds it, and how certain that is on a day to come.
CREATE TEMP VIEW mandate_on_day AS
SELECT serving.*,
  CASE WHEN occupies AND is_absent THEN (SELECT min(standing_in.mandate) FROM standing_in WHERE standing_in.absent = serving.mandate) END AS stand_in,
  CASE
    WHEN phase <> 'now' OR on_date() <= today() OR last_day IS NULL OR last_day < today() OR last_day >= on_date() THEN 'certain'
    WHEN EXISTS (
      SELECT 1 FROM mandate AS other
      WHERE other.body = serving.body AND +other.seat = serving.seat AND other.id <> serving.mandate AND other.replaces IS NULL
        AND other.start_date > today() AND other.start_date <= on_date() AND (other.end_date IS NULL OR other.end_date >= on_date())
    ) THEN 'succeeded'
    ELSE 'lapsed'
  END AS certainty
FROM serving;
-- Who speaks and votes in a seat on the day.
CREATE TEMP VIEW holder AS
SELECT * FROM mandate_on_day WHERE holds AND known_seat IS NOT NULL;
-- The seats on the day, with their places: none outside the period of the seat or its body.
CREATE TEMP VIEW seat_on_day AS
SELECT place.*, max(0, needed - occupied) AS vacant, max(0, places - max(occupied, needed)) AS free,
       -- The day after the last one on which nothing was vacant; before that, the first day of the seat and its body, empty when not known.
       CASE WHEN needed > occupied THEN coalesce((
         SELECT date(max(former.end_date), '+1 day') FROM any_term AS former
         WHERE former.body = place.body AND former.seat = place.seat AND former.is_occupant AND former.end_date < on_date() AND place.needed <= (
             SELECT count(*) FROM any_term AS other
             WHERE other.body = place.body AND other.seat = place.seat AND other.is_occupant
               AND (other.start_date IS NULL OR other.start_date <= former.end_date) AND (other.end_date IS NULL OR other.end_date >= former.end_date)
           )
       ), max(coalesce(place.start_date, ''), coalesce(place.body_start, ''))) END AS vacant_since
FROM (
    SELECT seat.body, seat.id AS seat, seat.position, seat.role, seat.basis, seat.voting, seat.deputy_of, seat.label, seat.on_behalf_of,
           seat.start_date, is_there.start_date AS body_start, is_there.name AS body_name,
           CASE WHEN is_there.id IS NULL THEN 0 ELSE coalesce(seat.count, 1) END AS places,
           CASE WHEN is_there.id IS NULL THEN 0 ELSE min(coalesce(seat.count, 1), coalesce(seat.minimum, seat.count, 1)) END AS needed,
           coalesce(own.occupied, 0) AS occupied, coalesce(own.held, 0) AS held, coalesce(own.unattended, 0) AS unattended
    FROM seat
    LEFT JOIN active_body AS is_there ON is_there.id = seat.body
      AND (seat.start_date IS NULL OR seat.start_date <= on_date()) AND (seat.end_date IS NULL OR seat.end_date >= on_date())
    LEFT JOIN (
        SELECT body, seat, sum(occupies) AS occupied, sum(holds) AS held, sum(is_unattended) AS unattended FROM presence GROUP BY body, seat
      ) AS own ON own.body = seat.body AND own.seat = seat.id
  ) AS place;
-- Who can vote in a body: holders of voting seats, and for a missing member a deputy of that seat; as many deputies as places without a holder.
CREATE TEMP VIEW voter AS
SELECT holder.mandate, holder.body, holder.seat, holder.coming_end, holder.certainty FROM holder WHERE holder.voting
UNION ALL
SELECT deputy.mandate, deputy.body, deputy.deputy_of, deputy.coming_end, deputy.certainty
FROM (
    SELECT mandate, body, deputy_of, coming_end, certainty, row_number() OVER (PARTITION BY body, deputy_of ORDER BY mandate) AS turn
    FROM holder WHERE deputy_of IS NOT NULL
  ) AS deputy
JOIN seat_on_day AS member ON member.body = deputy.body AND member.seat = deputy.deputy_of AND member.voting
WHERE deputy.turn <= member.places - member.held;
