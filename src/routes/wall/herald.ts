import type { Event } from '#domain/audit/event.ts';

const TONE_HZ = 660;
const TONE_S = 0.6;

/** 播报: a tone and a sentence for each breach, once, and never for what lay behind when the wall began to look. */
export class Herald {
  /** What was said, or was there at the first look; undefined before it. */
  #said: ReadonlySet<string> | undefined;
  #since: number | null = null;
  #audio: AudioContext | undefined;

  /**
   * @param at the city's time
   * @param sentenceOf what is spoken: made of ids and places, as the ticker's lines are, and never of a person
   */
  hear(
    recent: readonly Event[],
    at: number,
    isOpen: (event: Event) => boolean,
    sentenceOf: (event: Event) => string,
  ): void {
    const since = (this.#since ??= at);
    const breaches = recent.filter((event) => event.type === 'timer.breached' && event.at >= since);
    const said = this.#said ?? new Set(breaches.map(keyOf));
    const fresh = breaches.filter((event) => !said.has(keyOf(event)) && isOpen(event));
    // What has left the list never comes back into it: more need not be remembered.
    this.#said = new Set(breaches.map(keyOf));
    if (fresh.length === 0) return;
    // A browser that nobody touched may refuse the tone: a kiosk allows it by its policy, and the sentence comes all the same.
    void this.#sound().catch(() => undefined);
    for (const event of fresh.toReversed()) this.#speak(sentenceOf(event));
  }

  stop(): void {
    if ('speechSynthesis' in window) speechSynthesis.cancel();
    void this.#audio?.close();
    this.#audio = undefined;
  }

  async #sound(): Promise<void> {
    this.#audio ??= new AudioContext();
    const audio = this.#audio;
    await audio.resume();
    const tone = new OscillatorNode(audio, { frequency: TONE_HZ });
    const volume = new GainNode(audio, { gain: 0.25 });
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + TONE_S);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + TONE_S);
  }

  #speak(sentence: string): void {
    if (!('speechSynthesis' in window)) return;
    const spoken = new SpeechSynthesisUtterance(sentence);
    spoken.lang = 'zh-CN';
    speechSynthesis.speak(spoken);
  }
}

const keyOf = ({ caseId, version }: Event): string => `${caseId}:${version}`;
