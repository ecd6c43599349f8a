import { command } from '../command-mention.ts'
import { count } from './grammar.ts'

/**
 * Forms, as people read them: `label_` and the option, or the command and the option where one command means something of its own;
 * `choice_` and the option with its value; `title_` and `submit_` with the command.
 */
export const form = {
  label_prompt: 'Prompt',
  label_add: 'Words to add to the prompt',
  label_image: 'First frame',
  label_video: 'Video',
  label_edit_image: 'Another first frame',
  label_edit_video: 'Another video',
  label_seed: 'Seed',
  label_duration: 'Length in seconds',
  label_aspect: 'Shape',
  label_model: 'Model',
  label_template: 'Template',
  label_draft: 'Make a draft first',
  label_no: 'What to leave out',
  label_resolution: 'Resolution',
  label_fps: 'Frames per second',
  label_camera: 'Camera move',
  label_audio: 'Let the model make sound',
  label_takes: 'How many clips',
  label_set: 'Inputs of the model itself',
  label_last: 'Last frame',
  label_ref: 'Pictures that it should look like',
  label_sound: 'Sound to move to',
  label_strength: 'How far from the source, from 0 to 1',
  label_report_reason: 'What is wrong with it?',
  label_report_words: 'In your own words',
  label_decline_reason: 'Why? The member is told',
  label_appeal_words: 'Why should it be taken back?',
  label_block_reason: 'Why? The member is told',
  label_setup_channel: 'Channel',
  label_setup_budget: 'US dollars a month, or off',
  label_setup_role: 'Role',
  label_block_for: 'For how long?',

  'choice_reason_real-person': 'It shows a real person',
  choice_reason_minors: 'It shows a minor',
  choice_reason_violence: 'Violence or hate',
  choice_reason_sexual: 'It is sexual',
  choice_reason_rights: 'It breaks someone’s rights',
  choice_reason_other: 'Something else',

  title_t2v: 'Make a clip',
  title_i2v: 'Animate a picture',
  title_v2v: 'Restyle a video',
  title_edit: 'Edit the clip',
  title_restyle: 'Restyle the clip',
  title_report: 'Report the clip',
  title_block: 'Block the member',

  submit_t2v: 'Make the clip',
  submit_i2v: 'Make the clip',
  submit_v2v: 'Make the clip',
  submit_edit: 'Make the clip',
  submit_restyle: 'Make the clip',
  submit_report: 'Send the report',
  submit_decline: 'Decline it',
  submit_appeal: 'Send the appeal',
  submit_block: 'Block the member',
  submit_setup: 'Save',
  submit_settings: 'Save the settings',

  send: 'Send',
  on: 'On',
  off: 'Off',
  unset: 'Not set',
  price: ({ credits }: { credits: number }) => (credits === 0 ? 'Costs nothing.' : `Costs ${count(credits, 'credit')}.`),
  priceBySecond: ({ credits, perSecond }: { credits: number; perSecond: number }) =>
    `Costs ${count(credits, 'credit')} as it is, about ${perSecond} per second.`,
  /** `price` is one of the two sentences above. */
  priceLately: ({ price, credits, clips }: { price: string; credits: number; clips: number }) =>
    `${price} Lately such clips cost ${count(credits, 'credit')} (${count(clips, 'clip')}).`,
  keepFile: 'Empty keeps the one that it has.',

  moreOptions: 'More options',
  again: 'Open the form again',
  keptHere: 'What you typed is kept.',
  forgotten: `What you typed in that form is no longer here. ${command('help')} lists the commands.`,
}
