// Tweets per day
// question: How many tweets did the accounts post each day, and of which kind?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   day: date, UTC; days without tweets are left out
//   tweets: integer, tweets of that day
//   originals: integer, neither retweets, replies nor quotes
//   retweets: integer, retweets
//   replies: integer, replies to a tweet
//   quotes: integer, quotes that are no replies
// caveats:
//   - A reply whose tweet id the archive leaves out counts as an original.
//   - Tweets deleted before the takedown are missing, so silence and sums are lower bounds.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
MATCH (a)-[:POSTED]->(t:Tweet:Archived)
WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH t.posted_at.epochSeconds / 86400 AS number,
     CASE
       WHEN t.is_retweet THEN 'retweet'
       WHEN EXISTS { (t)-[:REPLIES_TO]->() } THEN 'reply'
       WHEN EXISTS { (t)-[:QUOTES]->() } THEN 'quote'
       ELSE 'original'
     END AS kind,
     count(*) AS times
WITH number,
     sum(times) AS tweets,
     sum(CASE kind WHEN 'original' THEN times ELSE 0 END) AS originals,
     sum(CASE kind WHEN 'retweet' THEN times ELSE 0 END) AS retweets,
     sum(CASE kind WHEN 'reply' THEN times ELSE 0 END) AS replies,
     sum(CASE kind WHEN 'quote' THEN times ELSE 0 END) AS quotes
RETURN date(datetime({epochSeconds: number * 86400})) AS day, tweets, originals, retweets, replies, quotes
ORDER BY day
