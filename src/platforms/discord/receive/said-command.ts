/** Of `ApplicationCommandOptionType`. Written out, for the gateway's thread reads this file and must start at once. */
const subcommand = 1

interface Data<Option> {
  name: string
  options?: readonly Option[] | undefined
}

/** The subcommand that was chosen, with what was given to it; null for a command without. */
const chosenIn = <Option extends object>({ options }: Data<Option>): Data<Option> | null => {
  const [first] = Array.isArray(options) ? options : []
  return typeof first === 'object' && first !== null && 'type' in first && first.type === subcommand ? (first as Data<Option>) : null
}

/** The names that a slash command was said by: `mod block` is `block`, beneath `mod`. */
export const saidName = (data: Data<object>): { name: string; under?: string } => {
  const chosen = chosenIn(data)
  return chosen ? { name: chosen.name, under: data.name } : { name: data.name }
}

/** What was given to it, beneath another command or not. */
export const saidOptions = <Option extends object>(data: Data<Option>): readonly Option[] => (chosenIn(data) ?? data).options ?? []
