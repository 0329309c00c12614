/** Who did something, in words: the API names people and keys, and describes the others by a code. */
import { texts } from '../texts/texts.ts';

export const ACTOR_TEXTS = texts(
  { system: 'the system', staff: 'our staff', you: 'you', link: 'the user, with a sign-off link' },
  { system: '系统', staff: '工作人员', you: '您', link: '用户（通过验收链接）' },
);

/** The form of the id of a sign-off link. Whoever has the link decides without a key. */
const LINK_ID = /^lnk_/;

type ActorWords = Readonly<Record<'system' | 'staff' | 'you' | 'link', string>>;

/** `actorName` is that of the API. */
export function actorWords(actorName: string, words: ActorWords): string {
  if (LINK_ID.test(actorName)) return words.link;
  if (actorName === 'system' || actorName === 'staff' || actorName === 'you') return words[actorName];
  return actorName;
}
