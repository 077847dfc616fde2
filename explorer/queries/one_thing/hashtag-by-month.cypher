// One hashtag by month
// question: When was this hashtag used, by how many accounts, and who used it first?
// parameters:
//   hashtag: text, required, the hashtag, with or without #; when null the one used most
//   campaign: text, key of a release; all releases when null
// columns:
//   hashtag: text, its commonest spelling, without #
//   month: text, YYYY-MM, UTC
//   tweets: integer, tweets that carry it, retweets included
//   accounts: integer, accounts that posted them
//   first_account: text, who posted the month's first one: handle, else display name, else pseudonym
//   first_user_id: text, id of that account, or its hash
//   first_at: time, the month's first tweet with it
// caveats:
//   - Months without it are left out.
// scan: Hashtag: only when no hashtag is named
:param hashtag => null;
:param campaign => null;
CALL () {
  MATCH (h:Hashtag)
  WHERE h.tag = toLower(CASE WHEN $hashtag STARTS WITH '#' THEN substring($hashtag, 1) ELSE $hashtag END)
  RETURN h
  UNION
  WITH $hashtag AS asked
  WHERE asked IS NULL
  MATCH (h:Hashtag)
  RETURN h
  ORDER BY count { (h)<-[:TAGGED]-() } DESC, h.tag
  LIMIT 1
}
MATCH (h)<-[:TAGGED]-(t:Tweet)<-[:POSTED]-(a:Account)
WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH h, t, a
ORDER BY t.posted_at, t.tweet_id
WITH h,
     t.posted_at.year AS year,
     t.posted_at.month AS number,
     count(*) AS tweets,
     count(DISTINCT a) AS accounts,
     head(collect(a)) AS first,
     min(t.posted_at) AS first_at
RETURN coalesce(h.name, h.tag) AS hashtag,
       toString(year) + CASE WHEN number < 10 THEN '-0' ELSE '-' END + toString(number) AS month,
       tweets,
       accounts,
       coalesce(first.screen_name, first.display_name, first.alias) AS first_account,
       first.user_id AS first_user_id,
       first_at
ORDER BY month
