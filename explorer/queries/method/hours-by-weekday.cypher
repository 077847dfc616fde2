// Hours by weekday
// question: At which hours of which weekdays did the accounts post, in the operator's own time?
// parameters:
//   campaign: text, key of a release; all releases when null
//   time_zone: zone, IANA name such as Asia/Tehran; when null the one zone of the releases, UTC when they have several
// columns:
//   hour: integer, hour of the day, 0 to 23, in time_zone
//   monday: integer, tweets on Mondays in this hour, retweets included
//   tuesday: integer, on Tuesdays
//   wednesday: integer, on Wednesdays
//   thursday: integer, on Thursdays
//   friday: integer, on Fridays
//   saturday: integer, on Saturdays
//   sunday: integer, on Sundays
//   tweets: integer, on all days
//   time_zone: text, the zone used
// caveats:
//   - Posting hours fit many places of the same time zone; they are no proof of one.
//   - Hours without a tweet are left out.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param time_zone => null;
OPTIONAL MATCH (c:Campaign)
WHERE $campaign IS NULL OR c.key = $campaign
WITH collect(DISTINCT coalesce(c.time_zone, 'UTC')) AS zones
WITH coalesce($time_zone, CASE WHEN size(zones) = 1 THEN zones[0] ELSE 'UTC' END) AS time_zone
MATCH (k:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR k.key = $campaign
WITH DISTINCT time_zone, a
MATCH (a)-[:POSTED]->(t:Tweet:Archived)
WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
// Every offset in use since 1972 is a multiple of 15 minutes: far fewer times to convert than tweets.
WITH time_zone, t.posted_at.epochSeconds / 900 AS quarter, count(*) AS tweets
WITH time_zone, datetime({epochSeconds: quarter * 900, timezone: time_zone}) AS at, tweets
WITH time_zone, at.hour AS hour, at.dayOfWeek AS day, tweets
RETURN hour,
       sum(CASE day WHEN 1 THEN tweets ELSE 0 END) AS monday,
       sum(CASE day WHEN 2 THEN tweets ELSE 0 END) AS tuesday,
       sum(CASE day WHEN 3 THEN tweets ELSE 0 END) AS wednesday,
       sum(CASE day WHEN 4 THEN tweets ELSE 0 END) AS thursday,
       sum(CASE day WHEN 5 THEN tweets ELSE 0 END) AS friday,
       sum(CASE day WHEN 6 THEN tweets ELSE 0 END) AS saturday,
       sum(CASE day WHEN 7 THEN tweets ELSE 0 END) AS sunday,
       sum(tweets) AS tweets,
       time_zone
ORDER BY hour
