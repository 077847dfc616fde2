// Playbooks side by side
// question: How do the releases differ in what their accounts did?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   campaign: text, key of the release
//   tweets: integer, tweets in the release
//   retweets: float, share of retweets, 0 to 1
//   replies: float, share of answers to a tweet
//   tagged: float, share with a hashtag
//   linked: float, share with a link
//   languages: integer, languages with at least one tweet
//   clients: integer, programs with at least one tweet
// caveats:
//   - Retweets repeat the hashtags and links of what they retweet.
//   - A tweet in two releases counts in both.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
MATCH (c:Campaign)<-[m:MEMBER_OF]-(:Account)
WHERE ($campaign IS NULL OR c.key = $campaign) AND m.tweets > 0
WITH c,
     sum(m.tweets) AS tweets,
     sum(m.retweets) AS retweets,
     sum(m.replies) AS replies,
     sum(m.with_hashtags) AS tagged,
     sum(m.with_links) AS linked,
     collect(DISTINCT m.languages) AS lists
CALL (c) {
  MATCH (c)<-[:MEMBER_OF]-(:Account)-[u:USED]->(p:Client)
  WHERE c.key IN u.campaigns
  RETURN count(DISTINCT p) AS clients
}
RETURN c.key AS campaign,
       tweets,
       toFloat(retweets) / tweets AS retweets,
       toFloat(replies) / tweets AS replies,
       toFloat(tagged) / tweets AS tagged,
       toFloat(linked) / tweets AS linked,
       count { UNWIND lists AS list UNWIND list AS language RETURN DISTINCT language } AS languages,
       clients
ORDER BY campaign
