// Originals, retweets, replies and quotes by month
// question: How much did the accounts write themselves, and how much did they pass on or answer, month by month?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   month: text, YYYY-MM, UTC
//   originals: integer, tweets that are none of the following
//   retweets: integer, retweets
//   replies: integer, answers to a tweet that are no retweets
//   quotes: integer, quotes of a tweet that are neither retweets nor answers
// caveats:
//   - A reply whose tweet id the archive leaves out counts as an original.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
MATCH (a)-[:POSTED]->(t:Tweet:Archived)
WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH t.posted_at.year AS year,
     t.posted_at.month AS number,
     CASE
       WHEN t.is_retweet THEN 'retweet'
       WHEN EXISTS { (t)-[:REPLIES_TO]->() } THEN 'reply'
       WHEN EXISTS { (t)-[:QUOTES]->() } THEN 'quote'
       ELSE 'original'
     END AS kind,
     count(*) AS tweets
RETURN toString(year) + CASE WHEN number < 10 THEN '-0' ELSE '-' END + toString(number) AS month,
       sum(CASE kind WHEN 'original' THEN tweets ELSE 0 END) AS originals,
       sum(CASE kind WHEN 'retweet' THEN tweets ELSE 0 END) AS retweets,
       sum(CASE kind WHEN 'reply' THEN tweets ELSE 0 END) AS replies,
       sum(CASE kind WHEN 'quote' THEN tweets ELSE 0 END) AS quotes
ORDER BY month
