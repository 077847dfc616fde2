// Lives of the top hashtags
// question: Who used each of the top hashtags first, when was its peak, and how long was it used?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   hashtag: text, its commonest spelling, without #
//   tweets: integer, tweets that carry it, retweets included
//   first_account: text, who used it first: handle, else display name, else pseudonym
//   first_at: time, the first of these tweets
//   peak_month: text, month with the most of them, YYYY-MM, UTC
//   peak_tweets: integer, tweets of that month
//   months: integer, months with such a tweet
//   last_at: time, the last of them
// caveats:
//   - First in the archive; whoever is not in it may have used the hashtag before.
// scan: Hashtag: every hashtag is counted, by the number of its relationships where there is no filter
:param campaign => null;
:param limit => 20;
MATCH (h:Hashtag)
WITH h,
     CASE
       WHEN $campaign IS NULL THEN count { (h)<-[:TAGGED]-() }
       ELSE count { MATCH (h)<-[:TAGGED]-(t:Tweet) WHERE $campaign IN t.campaigns }
     END AS tweets
WHERE tweets > 0
WITH h, tweets
ORDER BY tweets DESC, h.tag
LIMIT $limit
CALL (h) {
  MATCH (h)<-[:TAGGED]-(t:Tweet)
  WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
  WITH t.posted_at.year AS year, t.posted_at.month AS number, count(*) AS times, min(t.posted_at) AS first_at, max(t.posted_at) AS last_at
  ORDER BY times DESC, year, number
  RETURN collect([year, number, times])[0] AS peak, count(*) AS months, min(first_at) AS first_at, max(last_at) AS last_at
}
CALL (h) {
  MATCH (h)<-[:TAGGED]-(t:Tweet)
  WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
  WITH t
  ORDER BY t.posted_at, t.tweet_id
  LIMIT 1
  MATCH (t)<-[:POSTED]-(a:Account)
  RETURN coalesce(a.screen_name, a.display_name, a.alias) AS first_account
}
RETURN coalesce(h.name, h.tag) AS hashtag,
       tweets,
       first_account,
       first_at,
       toString(peak[0]) + CASE WHEN peak[1] < 10 THEN '-0' ELSE '-' END + toString(peak[1]) AS peak_month,
       peak[2] AS peak_tweets,
       months,
       last_at
ORDER BY tweets DESC, h.tag
