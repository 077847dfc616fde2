// Tweets without any engagement
// question: What share of the tweets that are no retweets got no like, retweet, reply or quote at all?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   campaign: text, key of the release
//   tweets: integer, tweets that are no retweets
//   without_engagement: integer, those without a like, retweet, reply or quote
//   share: float, without_engagement as a share of tweets, 0 to 1
//   most_likes: integer, the most likes that one of them got
// caveats:
//   - Retweets are left out, since the archive writes 0 for all of their counters.
//   - The counters are those of the day of the release.
// scan: Archived, Tweet: the counters of every tweet are read
:param campaign => null;
MATCH (t:Tweet:Archived)
// All that is asked of a tweet at once: each `t.name` by itself would look through its properties again.
WITH t {.is_retweet, .campaigns, .likes, .retweets, .replies, .quotes} AS t
WHERE t.is_retweet = false AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH t.campaigns AS keys,
     count(*) AS tweets,
     sum(CASE WHEN t.likes > 0 OR t.retweets > 0 OR t.replies > 0 OR t.quotes > 0 THEN 0 ELSE 1 END) AS without_engagement,
     max(t.likes) AS most_likes
UNWIND keys AS campaign
WITH campaign,
     sum(tweets) AS tweets,
     sum(without_engagement) AS without_engagement,
     coalesce(max(most_likes), 0) AS most_likes
WHERE $campaign IS NULL OR campaign = $campaign
RETURN campaign, tweets, without_engagement, toFloat(without_engagement) / tweets AS share, most_likes
ORDER BY campaign
