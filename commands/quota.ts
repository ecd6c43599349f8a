import { defineCommand } from '../src/core/command.ts'
import { notice } from '../src/core/post.ts'

const utc = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

export default defineCommand({
  name: 'quota',
  description: 'Show what you have left and when it starts anew',
  examples: ['/quota'],
  options: {},
  async execute({ invocation, studio, respond }) {
    const { tier, clipsToday, inFlight, creditsLeft, dayResetsAt, monthResetsAt } = await studio.quota(invocation)
    const clipsLeft = Math.max(0, tier.clipsPerDay - clipsToday)
    const post = notice(`You have ${clipsLeft} ${clipsLeft === 1 ? 'clip' : 'clips'} left today and ${creditsLeft} credits this month.`)
    const fields = [
      { name: 'Clips today', value: `${clipsToday} of ${tier.clipsPerDay}; starts anew at ${utc(dayResetsAt)}` },
      { name: 'On their way', value: `${inFlight} of ${tier.inFlight} at one time` },
      { name: 'Credits', value: `${creditsLeft} of ${tier.creditsPerMonth} left; new ones at ${utc(monthResetsAt)}` },
      { name: 'Longest clip', value: `${tier.longestSeconds} s` },
    ]
    await respond.reply({ ...post, fields }, { private: true })
  },
})
