"""The 512 words that recovery words are chosen from: nine bits each.

A child of nine can read, spell and hear them, and six of them together are harmless. No two begin
with the same four letters, sound alike, or are one slip apart (a letter wrong, missing, too many
or swapped with its neighbour), so a slip of the pen never makes another word of the list.

Never take a word out or change one: people hold it on paper. The order means nothing.
"""

# Animals, food, colours and numbers, outdoors, home, making, playing, on the way, places and people.
WORDS: tuple[str, ...] = tuple(
    """
alpaca badger beetle bison buffalo camel canary cheetah crab dolphin dragon duck eagle
falcon firefly fox frog gecko giraffe gosling gull hamster hawk heron husky jackdaw kestrel
kitten kiwi koala lion lobster magpie mammoth meerkat mole moth mouse newt octopus orca
ostrich otter owl oyster panda parrot pelican penguin pigeon puffin puppy rabbit rhino robin
rooster salmon sardine seagull sheep skylark sloth snail sparrow stork swan tadpole tiger
toucan trout turtle unicorn wallaby walrus wombat zebra

almond apple apricot avocado bagel biscuit burger cabbage celery cookie crumble cupcake
dinner garlic gravy honey jam jelly juice ketchup lemon lentil lettuce lime lunch mango milk
mint mustard noodle nutmeg oatmeal olive onion orange pancake papaya parsley pasta peanut
pickle pizza plum popcorn potato pretzel pumpkin raisin salad samosa satsuma scone sherbet
spinach sprout sugar sultana sushi syrup toast toffee tomato treacle trifle turnip vanilla
vinegar waffle walnut

amber blue bronze crimson green lilac purple scarlet silver violet eleven hundred seven
twelve twenty

acorn autumn bamboo birch blossom bramble branch breeze bubble cactus canyon cliff cloud
clover comet conker copper cove daisy diamond drizzle dune eclipse emerald evening feather
fern field forest fossil frost garden glacier grass harbour hedge hill horizon island jungle
jupiter lagoon lake leaf lily maple marble meadow meteor moon oak ocean orbit orchard palm
pebble planet pond puddle rainbow river sand saturn seaweed shell sky snow spring star straw
stream summer sunbeam sunrise sunset tree tulip twig valley volcano weekend window winter

apron attic balcony basket bathtub beaker blanket blazer bonnet broom bucket bulb button
candle carpet chair chimney clock coin couch cradle crown curtain cushion desk dish door
dress drum duster duvet fork freezer fridge garage glove hammock jumper kettle kitchen
ladder ladle lamp lantern laptop latch lounge mirror napkin oven padlock parasol patio peg
penny pillow pulley quilt radio remote ribbon roof saucer shirt shoe shutter sleeve slipper
sofa spoon sundial sweater table tartan teapot teddy tiara tile tinsel tissue torch trowel
tutu velvet zip

album atlas brush chalk comic compass crayon cube easel eraser folder glitter hexagon jigsaw
library magnet map novel number octagon origami oval paint paper parcel pencil picture
poster pottery puzzle ruler satchel sketch spiral square stamp stencil sticker teacher
thread zigzag

acrobat arcade bagpipe balloon banjo bell bugle circus concert cricket dance dice disco domino
flute gadget gong guitar harp hockey hoop hurdle juggler jukebox lullaby melody music
netball opera piano picnic rattle robot rugby seesaw singer skater skittle slide snooker
surfer swimmer swing tennis toy trophy tuba ukulele whistle

airport airship anchor bicycle boat bus cabin canoe caravan cargo engine glider hotel
journey kayak lorry luggage mast minibus motor pilot raft railway rocket saddle scooter
signal sledge station taxi ticket tractor train tram trolley truck tugboat tunnel van voyage
wagon wheel

actor arena artist bakery barn beacon bench builder cafe canteen captain castle chef cinema
city corner cottage cousin editor factory farmer fence friend gallery giant gnome grocer
guide hiker hutch igloo kennel mansion mermaid museum palace park path pixie pyramid ranger
school scout stadium studio tent tower village waiter weaver wizard zoo
""".split()
)
