/** What `/models` says about rows of our own catalogue (`config/models.yaml`). */
export const aboutModel = {
  preview: 'Draws moving pictures on this machine, so that you can try everything without an account.',
  editsFiveSeconds: 'Edits the first five seconds of a video.',
  edits: 'Edits a video and leaves the rest of it as it is.',
  editsAndReferences: 'Also takes reference images and edits videos. Makes no sound of its own for a video.',
  restylesByMode:
    'Changes the style of a video. --set mode=adhere_1 to adhere_3 stays close, flex_1 to flex_3 less so, reimagine_1 to reimagine_3 least.',
  quickFromPicture: 'Small and quick, from an image, at 512p.',
  cameraInPrompt: 'Six seconds at 720p with camera moves. Write several into the prompt as [Push in, Tilt up].',
  keepsFace: 'Six seconds at 720p. Keeps a face from one reference image.',
  redrawsOutlines: 'Redraws the outlines of a video, up to 121 frames of it, without its sound.',
  referencesAlone: 'With reference images it makes 8 seconds of 16:9, without a first frame.',
  followsCamera: 'Follows camera moves closely. Six seconds of 720p.',
  textRatios: 'From text it makes 16:9 and 9:16 only.',
  editsAndWidens: 'Edits a video and leaves the rest of it as it is. An aspect ratio widens the picture.',
  vendorChooses: 'Sends each request to the model that VideoGen thinks best.',
  largeCard: 'Needs a GPU with 80 GB, or 40 GB in its quantized form. Its inputs are those of github.com/zsxkib/cog-step-video-t2v.',
  consumerCard: 'Three steps on a consumer GPU, from text or an image. Made from Wan 2.2 5B.',
  researchCode: 'Moves an image by 3D guidance. Research code, behind a predictor that you write.',

  // Why a model is not available.
  soraGone: 'OpenAI shut Sora down on 2026-09-24',
  veo2Gone: 'Google retired Veo 2 on 2026-06-30',
  veo3Gone: 'Google retired Veo 3 on 2026-06-30',
  noApi: 'Google offers no API for it, but /i2v makes the same from an image',

  // By what a clip may be used to earn money, or where to look; stands in `model.commercial…`.
  terms: ({ vendor }: { vendor: string }) => `the terms of ${vendor}`,
  termsAndLicence: ({ vendor }: { vendor: string }) => `the terms of ${vendor} and the licence of the model`,
  labelOnPage: ({ vendor }: { vendor: string }) => `the label on the page of the model at ${vendor}`,
  ltxLicence: 'the LTX-2 Community License of 2026-01-05, free below 10 million dollars of revenue a year',
  drawnHere: 'drawn by the bot itself',
}
