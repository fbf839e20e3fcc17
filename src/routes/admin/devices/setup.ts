import { SCENES } from '#domain/scene/scene.ts';
import { textOf } from '../answer.ts';

/** What an administrator set for a wall, as the door's schema parses it; a scene without seconds is left out. */
export function setupOf(form: FormData): object {
  const playlist = SCENES.flatMap((scene) => {
    const seconds = textOf(form, scene);
    return seconds === '' ? [] : [{ scene, seconds: Number(seconds) }];
  });
  const night =
    form.get('night') === 'on'
      ? { fromMin: minuteOf(textOf(form, 'nightFrom')), untilMin: minuteOf(textOf(form, 'nightUntil')) }
      : null;
  return { playlist, night, sound: form.get('sound') === 'on' };
}

/** 22:30 as the minutes after midnight; what is no time is no number, and the schema refuses it. */
function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? NaN) * 60 + (minutes ?? NaN);
}
