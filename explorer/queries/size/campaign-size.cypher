// Size of each campaign
// question: How many accounts are listed, how many of them tweeted, how many tweets, from which day to which?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   campaign: text, key of the release
//   title: text, its name for people
//   released_on: text, month of the release
//   accounts_listed: integer, accounts that the release lists
//   accounts_tweeting: integer, listed accounts with at least one tweet in the release
//   tweets: integer, tweets in the release, retweets included
//   first_at: time, the first tweet
//   last_at: time, the last tweet
// caveats:
//   - Tweets that their owners deleted before the takedown are missing, so sums are lower bounds.
//   - A tweet or an account in two releases counts in both.
// scan: Campaign, Archived, Tweet: a release has a few dozen neighbours of its kind, and every tweet is counted once
:param campaign => null;
MATCH (t:Tweet:Archived)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
UNWIND t.campaigns AS key
WITH key, count(*) AS tweets, min(t.posted_at) AS first_at, max(t.posted_at) AS last_at
WITH collect({key: key, tweets: tweets, first_at: first_at, last_at: last_at}) AS counted
MATCH (c:Campaign)
WHERE $campaign IS NULL OR c.key = $campaign
WITH c, head([one IN counted WHERE one.key = c.key]) AS found
RETURN c.key AS campaign,
       c.title AS title,
       c.released_on AS released_on,
       count { (:Account)-[:MEMBER_OF]->(c) } AS accounts_listed,
       count {
         MATCH (a:Account)-[:MEMBER_OF]->(c)
         WHERE EXISTS { MATCH (a)-[:POSTED]->(p:Tweet) WHERE c.key IN p.campaigns }
       } AS accounts_tweeting,
       coalesce(found.tweets, 0) AS tweets,
       found.first_at AS first_at,
       found.last_at AS last_at
ORDER BY campaign
