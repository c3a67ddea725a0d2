/** The user's name and the machine's, as the prompt shows them. */
export const user = 'learner';
export const host = 'service-clinic';
