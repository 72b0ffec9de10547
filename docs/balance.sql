-- The balance of the region's board: voting seats per pillar and, for government, per province.
-- A seat for several partners counts once, with the first of them.
SELECT partner.pillar,
       coalesce(province.name, '') AS province,
       count(*) AS voting_seats,
       CAST(round(100.0 * count(*) / sum(count(*)) OVER ()) AS INTEGER) || ' %' AS share
FROM active_seat AS seat
JOIN partner ON partner.id = seat.on_behalf_of ->> 0
LEFT JOIN partner AS province ON province.id = partner.province AND partner.pillar = 'government'
WHERE seat.body = 'regiobestuur' AND seat.voting
GROUP BY partner.pillar, province.name
ORDER BY count(*) DESC, partner.pillar, province
