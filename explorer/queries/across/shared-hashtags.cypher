// Hashtags of several campaigns
// question: Which hashtags did accounts of at least two releases use?
// parameters:
//   limit: integer, rows at most
// columns:
//   hashtag: text, its commonest spelling, without #
//   campaigns: list, keys of the releases, sorted
//   tweets: integer, tweets that carry it, retweets included
//   fewest: integer, those of the release that has the fewest
// caveats:
//   - A thing that everybody uses is shared by everybody: it is no sign of a common operator.
// scan: Hashtag: every hashtag is a start
:param limit => 20;
MATCH (h:Hashtag)<-[:TAGGED]-(t:Tweet:Archived)
UNWIND t.campaigns AS key
WITH h, key, count(*) AS times
ORDER BY key
WITH h, collect(key) AS campaigns, sum(times) AS tweets, min(times) AS fewest
WHERE size(campaigns) > 1
RETURN coalesce(h.name, h.tag) AS hashtag, campaigns, tweets, fewest
ORDER BY size(campaigns) DESC, fewest DESC, tweets DESC, h.tag
LIMIT $limit
