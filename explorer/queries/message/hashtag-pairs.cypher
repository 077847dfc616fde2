// Hashtags used together
// question: Which hashtags stand in the same tweets?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   hashtag: text, the one of the two that comes first in the order of code points
//   with_hashtag: text, the other
//   tweets: integer, tweets that carry both, retweets included
//   share: float, tweets as a share of the tweets with the rarer of the two in any release, 0 to 1
// caveats:
//   - One text posted many times makes its hashtags a pair many times.
// scan: Hashtag: every hashtag is a start
:param campaign => null;
:param limit => 20;
MATCH (h:Hashtag)<-[:TAGGED]-(t:Tweet)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
MATCH (t)-[:TAGGED]->(other:Hashtag)
WHERE h.tag < other.tag
WITH h, other, count(*) AS tweets
ORDER BY tweets DESC, h.tag, other.tag
LIMIT $limit
WITH h, other, tweets, count { (h)<-[:TAGGED]-() } AS one, count { (other)<-[:TAGGED]-() } AS two
RETURN coalesce(h.name, h.tag) AS hashtag,
       coalesce(other.name, other.tag) AS with_hashtag,
       tweets,
       toFloat(tweets) / CASE WHEN one < two THEN one ELSE two END AS share
ORDER BY tweets DESC, h.tag, other.tag
