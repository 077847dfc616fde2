// Languages by month
// question: In which languages did the accounts tweet in each month?
// parameters:
//   campaign: text, key of a release; all releases when null
//   each: integer, how many languages, the most used ones first
// columns:
//   month: text, YYYY-MM, UTC
//   language: text, BCP 47 as Twitter detected it; und = undetermined
//   tweets: integer, tweets in it in that month, retweets included
// caveats:
//   - Twitter guessed the language of short texts often wrongly.
//   - Months without a tweet in a language are left out.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param each => 5;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
MATCH (a)-[:POSTED]->(t:Tweet:Archived)
WHERE t.posted_at IS NOT NULL AND t.language IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH t.language AS language, t.posted_at.year AS year, t.posted_at.month AS number, count(*) AS tweets
WITH language, collect({year: year, number: number, tweets: tweets}) AS months, sum(tweets) AS total
ORDER BY total DESC, language
LIMIT $each
UNWIND months AS one
WITH language, one.year AS year, one.number AS number, one.tweets AS tweets
RETURN toString(year) + CASE WHEN number < 10 THEN '-0' ELSE '-' END + toString(number) AS month, language, tweets
ORDER BY month, tweets DESC, language
