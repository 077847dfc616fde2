// Pictures of several campaigns
// question: Which pictures and clips did tweets of at least two releases show, counting those that look alike as one?
// parameters:
//   limit: integer, rows at most
// columns:
//   picture: text, SHA-256 of the picture that the others look like
//   campaigns: list, keys of the releases, sorted
//   tweets: integer, tweets that show it
//   fewest: integer, those of the release that has the fewest
// caveats:
//   - A picture that everybody shows is shared by everybody: it is no sign of a common operator.
// scan: Media: every picture is a start
:param limit => 20;
MATCH (m:Media)<-[:SHOWS]-(t:Tweet:Archived)
OPTIONAL MATCH (m)-[:LOOKS_LIKE]->(n:Media)
WITH DISTINCT coalesce(n, m) AS picture, t
UNWIND t.campaigns AS key
WITH picture, key, count(*) AS times
ORDER BY key
WITH picture, collect(key) AS campaigns, sum(times) AS tweets, min(times) AS fewest
WHERE size(campaigns) > 1
RETURN picture.sha256 AS picture, campaigns, tweets, fewest
ORDER BY size(campaigns) DESC, fewest DESC, tweets DESC, picture
LIMIT $limit
