// Tweets per month
// question: How many tweets did the accounts post in each month, and how many accounts posted?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   month: text, YYYY-MM, UTC
//   tweets: integer, tweets, retweets included
//   accounts: integer, accounts with at least one of them
// caveats:
//   - Months without a tweet are left out; silence can also mean that tweets were deleted before the takedown.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
CALL (a) {
  MATCH (a)-[:POSTED]->(t:Tweet:Archived)
  WITH t {.posted_at, .campaigns} AS t
  WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
  RETURN t.posted_at.year AS year, t.posted_at.month AS number, count(*) AS times
}
WITH year, number, sum(times) AS tweets, count(*) AS accounts
RETURN toString(year) + CASE WHEN number < 10 THEN '-0' ELSE '-' END + toString(number) AS month, tweets, accounts
ORDER BY month
