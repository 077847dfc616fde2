// How complete each release is
// question: Are there as many accounts and tweets as Twitter announced?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   campaign: text, key of the release
//   attributed_to: text, to whom Twitter attributed the accounts
//   released_on: text, month of the release
//   accounts_announced: integer, accounts that Twitter announced; absent when it is not known
//   accounts: integer, accounts that the release lists here
//   tweets_announced: integer, tweets that Twitter announced; absent when it is not known
//   tweets: integer, tweets of the release here
//   state: text, loading or complete
// caveats:
//   - Releases were corrected later: 228 accounts first attributed to Russia were moved to Venezuela.
//   - Announced figures are rounded for some releases, so a small difference says little.
// scan: Campaign, Archived, Tweet: a few dozen releases, and every tweet is counted once
:param campaign => null;
MATCH (t:Tweet:Archived)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
UNWIND t.campaigns AS key
WITH key, count(*) AS tweets
WITH collect({key: key, tweets: tweets}) AS counted
MATCH (c:Campaign)
WHERE $campaign IS NULL OR c.key = $campaign
RETURN c.key AS campaign,
       c.attributed_to AS attributed_to,
       c.released_on AS released_on,
       c.expected_accounts AS accounts_announced,
       count { (:Account)-[:MEMBER_OF]->(c) } AS accounts,
       c.expected_tweets AS tweets_announced,
       coalesce(head([one IN counted WHERE one.key = c.key | one.tweets]), 0) AS tweets,
       c.state AS state
ORDER BY campaign
