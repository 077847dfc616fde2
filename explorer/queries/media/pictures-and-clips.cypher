// Pictures and clips by campaign
// question: How many of each release's tweets show pictures, and how many show clips?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   campaign: text, key of the release
//   tweets: integer, tweets that are no retweets
//   with_pictures: integer, those that show a picture or an animation
//   with_clips: integer, those that show a clip
//   clip_share: float, clips among all that show either, 0 to 1
// caveats:
//   - Zips that were not loaded with --media count as no pictures.
// scan: Media, Archived, Tweet: every picture is looked at, and where there are any, every tweet is counted
:param campaign => null;
MATCH (m:Media)<-[:SHOWS]-(t:Tweet:Archived)
WHERE NOT coalesce(t.is_retweet, false) AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH t,
     max(CASE WHEN m.kind = 'video' THEN 0 ELSE 1 END) AS picture,
     max(CASE WHEN m.kind = 'video' THEN 1 ELSE 0 END) AS clip
UNWIND t.campaigns AS key
WITH key, sum(picture) AS with_pictures, sum(clip) AS with_clips, count(*) AS either
WHERE $campaign IS NULL OR key = $campaign
WITH collect({key: key, with_pictures: with_pictures, with_clips: with_clips, either: either}) AS shown
WHERE size(shown) > 0
CALL (shown) {
  MATCH (t:Tweet:Archived)
  WHERE NOT coalesce(t.is_retweet, false) AND ($campaign IS NULL OR $campaign IN t.campaigns)
  WITH t.campaigns AS keys, count(*) AS alike
  UNWIND keys AS key
  RETURN key, sum(alike) AS tweets
}
UNWIND shown AS one
WITH one, key, tweets
WHERE one.key = key
RETURN key AS campaign,
       tweets,
       one.with_pictures AS with_pictures,
       one.with_clips AS with_clips,
       one.with_clips * 1.0 / one.either AS clip_share
ORDER BY campaign
