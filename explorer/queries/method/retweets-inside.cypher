// Retweets that stay inside
// question: How many retweets are of tweets of listed accounts, and how many leave the campaign?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   retweets: integer, retweets of tweets that the archive names
//   inside: integer, those of tweets of listed accounts
//   of_itself: integer, those of inside that an account made of its own tweets
//   outside: integer, those of tweets of accounts that no release lists
//   unknown: integer, those of tweets whose author is not known
//   share_inside: float, inside as a share of retweets, 0 to 1; absent without retweets
// caveats:
//   - An account that is listed in any loaded release is inside, whichever release the filter names.
// scan: Archived, Tweet: with a filter every retweet is looked at
:param campaign => null;
MATCH (t:Tweet)-[:RETWEETS]->(original:Tweet)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
OPTIONAL MATCH (a:Account)-[:POSTED]->(t)
OPTIONAL MATCH (b:Account)-[:POSTED]->(original)
WITH CASE
       WHEN b IS NULL THEN 'unknown'
       WHEN a = b THEN 'itself'
       WHEN b:Archived THEN 'other'
       ELSE 'outside'
     END AS kind,
     count(*) AS retweets
WITH sum(retweets) AS retweets,
     sum(CASE WHEN kind IN ['itself', 'other'] THEN retweets ELSE 0 END) AS inside,
     sum(CASE kind WHEN 'itself' THEN retweets ELSE 0 END) AS of_itself,
     sum(CASE kind WHEN 'outside' THEN retweets ELSE 0 END) AS outside,
     sum(CASE kind WHEN 'unknown' THEN retweets ELSE 0 END) AS unknown
RETURN retweets,
       inside,
       of_itself,
       outside,
       unknown,
       CASE WHEN retweets > 0 THEN toFloat(inside) / retweets END AS share_inside
ORDER BY retweets
