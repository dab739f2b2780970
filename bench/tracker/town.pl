# The queues of a town in RT, somebody who may see all of them and somebody who may see ten; by its own interface. Prints the number of the first queue.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT -init;

my $system = RT->SystemUser;
my ($queues, $every) = @ARGV;
my %who;
for my $name (qw(alle manche)) {
  my $user = RT::User->new($system);
  my ($id, $why) = $user->Create(Name => $name, Password => 'geheim-und-lang', Privileged => 1, EmailAddress => "$name\@example.org");
  die $why unless $id;
  $who{$name} = $user->PrincipalObj;
}
my $first;
for my $number (1 .. $queues) {
  my $queue = RT::Queue->new($system);
  my ($id, $why) = $queue->Create(Name => "dienst-$number");
  die $why unless $id;
  $first //= $id;
  for my $right (qw(SeeQueue ShowTicket)) {
    $who{alle}->GrantRight(Object => $queue, Right => $right);
    $who{manche}->GrantRight(Object => $queue, Right => $right) if $number % $every == 3;
  }
}
print "$first\n";
