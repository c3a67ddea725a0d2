const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** strftime(3) in the C locale, UTC. @param ms milliseconds since the epoch */
export function strftime(format: string, ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const yearStart = Date.UTC(date.getUTCFullYear(), 0, 1);
  const one = (letter: string): string => {
    switch (letter) {
      case 'a':
        return days[date.getUTCDay()]!.slice(0, 3);
      case 'A':
        return days[date.getUTCDay()]!;
      case 'b':
      case 'h':
        return months[date.getUTCMonth()]!.slice(0, 3);
      case 'B':
        return months[date.getUTCMonth()]!;
      case 'd':
        return two(date.getUTCDate());
      case 'e':
        return String(date.getUTCDate()).padStart(2);
      case 'D':
        return strftime('%m/%d/%y', ms);
      case 'F':
        return strftime('%Y-%m-%d', ms);
      case 'H':
        return two(date.getUTCHours());
      case 'I':
        return two(date.getUTCHours() % 12 || 12);
      case 'j':
        return String(Math.floor((ms - yearStart) / 86_400_000) + 1).padStart(3, '0');
      case 'm':
        return two(date.getUTCMonth() + 1);
      case 'M':
        return two(date.getUTCMinutes());
      case 'n':
        return '\n';
      case 'N':
        return String((ms % 1000) * 1_000_000).padStart(9, '0');
      case 'p':
        return date.getUTCHours() < 12 ? 'AM' : 'PM';
      case 'R':
        return strftime('%H:%M', ms);
      case 's':
        return String(Math.floor(ms / 1000));
      case 'S':
        return two(date.getUTCSeconds());
      case 't':
        return '\t';
      case 'T':
        return strftime('%H:%M:%S', ms);
      case 'u':
        return String(date.getUTCDay() || 7);
      case 'w':
        return String(date.getUTCDay());
      case 'y':
        return two(date.getUTCFullYear() % 100);
      case 'Y':
        return String(date.getUTCFullYear());
      case 'z':
        return '+0000';
      case 'Z':
        return 'UTC';
      case '%':
        return '%';
      default:
        return `%${letter}`;
    }
  };
  return format.replace(/%(.)/g, (_, letter: string) => one(letter));
}
