// What the most active accounts do
// question: Who writes, who passes on, who answers, who drops links?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   tweets: integer, its tweets, retweets included
//   originals: integer, those that are none of the following
//   retweets: integer, retweets
//   replies: integer, answers to a tweet that are no retweets
//   quotes: integer, quotes of a tweet that are neither retweets nor answers
//   with_links: integer, tweets with a link, of any kind
// caveats:
//   - Links include those to twitter.com, which are mostly quotes.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
WITH a, count { MATCH (a)-[:POSTED]->(t:Tweet:Archived) WHERE $campaign IS NULL OR $campaign IN t.campaigns } AS tweets
WHERE tweets > 0
WITH a, tweets
ORDER BY tweets DESC, a.user_id
LIMIT $limit
CALL (a) {
  MATCH (a)-[:POSTED]->(t:Tweet:Archived)
  WHERE $campaign IS NULL OR $campaign IN t.campaigns
  WITH CASE
         WHEN t.is_retweet THEN 'retweet'
         WHEN EXISTS { (t)-[:REPLIES_TO]->() } THEN 'reply'
         WHEN EXISTS { (t)-[:QUOTES]->() } THEN 'quote'
         ELSE 'original'
       END AS kind,
       EXISTS { (t)-[:LINKS_TO]->() } AS linked
  RETURN sum(CASE kind WHEN 'original' THEN 1 ELSE 0 END) AS originals,
         sum(CASE kind WHEN 'retweet' THEN 1 ELSE 0 END) AS retweets,
         sum(CASE kind WHEN 'reply' THEN 1 ELSE 0 END) AS replies,
         sum(CASE kind WHEN 'quote' THEN 1 ELSE 0 END) AS quotes,
         sum(CASE WHEN linked THEN 1 ELSE 0 END) AS with_links
}
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       tweets,
       originals,
       retweets,
       replies,
       quotes,
       with_links
ORDER BY tweets DESC, user_id
